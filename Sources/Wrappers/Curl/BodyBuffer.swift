import Platform

/// The decoded body of a response as it arrives: in memory as long as it is of a usual size, then in a
/// file, since a hundred hostile servers may send as much as they like at once.
struct BodyBuffer {
    /// The most bytes that are held in memory.
    static let memoryLimit = 256 << 10

    private(set) var count = 0
    private var head: [UInt8] = []
    private var file: UnnamedFile?

    mutating func append(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
        if file == nil, bytes.count > Self.memoryLimit - count {
            let file = try UnnamedFile()
            try file.append(head)
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

    /// The body as a whole, after which nothing is left here. What is in the file stays there: whoever
    /// reads it knows how many others do.
    mutating func take() -> HeldBytes {
        defer { self = BodyBuffer() }
        if let file { return .file(file, count: count) }
        var whole: [UInt8] = []
        swap(&whole, &head)
        return .memory(whole)
    }
}
