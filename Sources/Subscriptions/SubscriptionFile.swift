internal import Platform
public import Values

/// feeds.yml, the file that says which feeds to follow. Its form is told in docs/feeds-yml.md.
public enum SubscriptionFile {
    /// The largest file that is read, in bytes: room for some 100,000 feeds.
    public static let sizeLimit = 8 << 20
    /// The most feeds of one file.
    public static let feedLimit = 100_000
    /// After so many problems the reading is given up.
    public static let problemLimit = 20

    /// Reads the file at `path`. Problems name the file by `path` as given.
    public static func load(path: String) throws(SubscriptionError) -> SubscriptionList {
        let bytes = try SubscriptionError.onFile { () throws(FileError) in
            try FileBytes.read(path: path, limit: sizeLimit)
        }
        return try parse(bytes, name: path)
    }

    /// The same of a file that a person named on a command line, which may be a pipe.
    public static func load(named path: String) throws(SubscriptionError) -> SubscriptionList {
        let bytes = try SubscriptionError.onFile { () throws(FileError) in
            try FileBytes.readNamed(path: path, limit: sizeLimit)
        }
        return try parse(bytes, name: path)
    }

    /// Reads what comes on standard input, to its end; problems name it so.
    public static func loadStandardInput() throws(SubscriptionError) -> SubscriptionList {
        let bytes = try SubscriptionError.onFile { () throws(FileError) in
            try FileBytes.readStandardInput(limit: sizeLimit)
        }
        return try parse(bytes, name: "standard input")
    }

    /// Reads the text of a file; `name` is what problems call it.
    ///
    /// The time is linear in the size, and every problem is reported, up to `problemLimit`.
    public static func parse(
        _ bytes: [UInt8], name: String
    ) throws(SubscriptionError) -> SubscriptionList {
        try read(bytes, name: name).list
    }

    /// The text read with its places, for editing.
    static func read(_ bytes: [UInt8], name: String) throws(SubscriptionError) -> FeedsFile {
        guard bytes.count <= sizeLimit else {
            throw .file(.tooLarge(path: name, limit: sizeLimit))
        }
        return try FeedsFile(reading: withoutByteOrderMark(bytes), name: name)
    }

    static let byteOrderMark: [UInt8] = [0xef, 0xbb, 0xbf]

    static func withoutByteOrderMark(_ bytes: [UInt8]) -> [UInt8] {
        bytes.starts(with: byteOrderMark) ? Array(bytes.dropFirst(3)) : bytes
    }
}

/// The feeds of a feeds.yml in its order, defaults applied.
public struct SubscriptionList: Hashable, Sendable {
    public let subscriptions: [Subscription]
    /// What holds for the whole store, and for feeds that are declared no more.
    public let retention: Retention

    /// Whom the owners of servers may turn to where a feed says nobody else.
    public let contact: Contact?

    public init(
        _ subscriptions: [Subscription], retention: Retention = .standard, contact: Contact? = nil
    ) {
        self.subscriptions = subscriptions
        self.retention = retention
        self.contact = contact
    }
}
