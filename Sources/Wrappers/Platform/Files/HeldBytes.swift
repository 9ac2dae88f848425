/// Bytes that arrived: in memory, or in a file where they are too many for it until somebody needs them.
public enum HeldBytes: Sendable {
    case memory([UInt8])
    /// `count` is how many they are.
    case file(UnnamedFile, count: Int)

    public var count: Int {
        switch self {
        case .memory(let bytes): bytes.count
        case .file(_, let count): count
        }
    }

    /// All of them, or the `first` so many, read from the file where they are in one.
    public func bytes(first: Int = .max) throws(FileError) -> [UInt8] {
        switch self {
        case .memory(let bytes): first < bytes.count ? Array(bytes.prefix(first)) : bytes
        case .file(let file, _): try file.bytes(first: first)
        }
    }
}

extension HeldBytes: Equatable {
    /// Whether both are the same bytes in memory, or the same file.
    public static func == (a: HeldBytes, b: HeldBytes) -> Bool {
        switch (a, b) {
        case (.memory(let a), .memory(let b)): a == b
        case (.file(let a, _), .file(let b, _)): a === b
        default: false
        }
    }
}
