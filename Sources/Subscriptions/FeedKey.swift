/// A key of a feed in feeds.yml, and how its value is read.
struct FeedKey: Sendable {
    let name: String
    let reading: Reading

    enum Reading: Sendable {
        /// The address, which tells a feed from the others.
        case address
        /// Something that only a feed may say.
        case feed(
            @Sendable (FeedsFileReader, YAMLNode, inout FeedDraft) throws(ReadingStopped) -> Void)
        /// Something that `defaults:` may say too.
        case settings(
            @Sendable (FeedsFileReader, YAMLNode, inout FeedSettings) throws(ReadingStopped) -> Void
        )
    }

    /// All of them, in the order in which a person would write them.
    static let all = [
        FeedKey(name: "url", reading: .address),
        feed("title", \.title, FeedsFileReader.title),
        settings("tags", \.tags, FeedsFileReader.tags),
        feed("publisher", \.publisher, FeedsFileReader.publisher),
        settings("interval", \.interval, FeedsFileReader.interval),
        feed("enabled", \.isEnabled, FeedsFileReader.enabled),
        settings("allow_private", \.allowPrivate, FeedsFileReader.permit),
        settings("headers", \.headers, FeedsFileReader.headers),
        feed("credential", \.credential, FeedsFileReader.credential),
        settings("contact", \.contact, FeedsFileReader.contact),
        settings("proxy", \.proxy, FeedsFileReader.proxy),
        settings("max_size", \.sizeLimit, FeedsFileReader.sizeLimit),
        settings("timeout", \.timeout, FeedsFileReader.timeout),
        settings("keep", \.keep, FeedsFileReader.keep),
        settings("keep_entries", \.keepEntries, FeedsFileReader.keptCount),
    ]

    static let names = all.map(\.name)

    /// The names of those that `defaults:` may have; first the interval, which most files say there.
    static let namesOfDefaults =
        ["interval"]
        + all.compactMap { key in
            if case .settings = key.reading, key.name != "interval" { key.name } else { nil }
        }

    /// How the value of the key with this name is read; nil: there is none.
    static func reading(of name: String) -> Reading? {
        all.first { $0.name == name }?.reading
    }

    private typealias Read<Value> =
        @Sendable (FeedsFileReader) -> (YAMLNode) throws(ReadingStopped) -> Value

    private static func feed<Value>(
        _ name: String, _ place: any WritableKeyPath<FeedDraft, Value> & Sendable,
        _ read: @escaping Read<Value>
    ) -> FeedKey {
        FeedKey(
            name: name,
            reading: .feed { (reader, node, feed) throws(ReadingStopped) in
                feed[keyPath: place] = try read(reader)(node)
            })
    }

    private static func settings<Value>(
        _ name: String, _ place: any WritableKeyPath<FeedSettings, Value> & Sendable,
        _ read: @escaping Read<Value>
    ) -> FeedKey {
        FeedKey(
            name: name,
            reading: .settings { (reader, node, settings) throws(ReadingStopped) in
                settings[keyPath: place] = try read(reader)(node)
            })
    }
}
