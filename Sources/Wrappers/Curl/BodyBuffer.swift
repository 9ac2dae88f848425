import Platform

/// The decoded body of a response as it arrives: in memory as long as it is of a usual size, then in a
/// file, since a hundred hostile servers may send as much as they like at once.
struct BodyBuffer {
    /// The most bytes that are held in memory.
    static let memoryLimit = 1 << 20

    private(set) var count = 0
    private var head: [UInt8] = []
    private var file: UnnamedFile?

    mutating func append(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
        if file == nil, bytes.count > Self.memoryLimit - count {
            let file = try UnnamedFile()
            try head.withUnsafeBufferPointer { (head) throws(FileError) in
                try file.append(UnsafeRawBufferPointer(head))
            }
            head = []
            self.file = file
        }
        if let file {
            try file.append(bytes)
        } else {
            head.append(contentsOf: bytes)
        }
        count += bytes.count
    }

    /// The body as a whole, after which nothing is left here.
    mutating func take() throws(FileError) -> [UInt8] {
        defer { self = BodyBuffer() }
        guard let file else {
            var whole: [UInt8] = []
            swap(&whole, &head)
            return whole
        }
        return try file.bytes()
    }
}
