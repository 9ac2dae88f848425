internal import FeedParsing
internal import Values

/// A list of feeds as another program keeps or exports it.
public struct FeedList: Sendable, Equatable {
    /// What kinds of lists are read.
    public enum Format: String, Sendable, CaseIterable {
        /// OPML 1.0 or 2.0 (opml.org/spec2.opml), as nearly every feed reader exports it.
        case opml
        /// One address a line.
        case urls
        /// The file `urls` of newsboat.
        case newsboat
        /// The file `sfeedrc` of sfeed: a shell script, of which the `feed` commands are read as text.
        case sfeed
    }

    /// A feed of the list.
    public struct Feed: Sendable, Equatable {
        /// Where it stands, the first line being 1; 0 where that cannot be told.
        public var line: Int
        /// As the list has it; `feed:` addresses as what they mean. Not checked.
        public var address: String
        /// The person's own name for it; nil: none.
        public var title: String?
        /// What the list shows it as where that is no name of the person's.
        public var name: String?
        public var tags: [String] = []
        public var isEnabled = true

        public init(line: Int, address: String) {
            self.line = line
            self.address = address
        }
    }

    /// Something else that stands in the list.
    public struct Remark: Sendable, Equatable {
        /// As in `Feed`.
        public var line: Int
        public var text: String
        /// Why it is not taken over, half a sentence.
        public var reason: String
        /// Whether a feed is lost by that; otherwise it is none.
        public var isFeed: Bool
    }

    public var format: Format
    public var feeds: [Feed] = []
    /// What was passed over, in the order of the list.
    public var remarks: [Remark] = []
    /// What was unusual about the document, for a person.
    public var notes: [String] = []

    init(format: Format) {
        self.format = format
    }

    /// The largest list that is read, in bytes.
    public static let sizeLimit = 64 << 20
    /// The most feeds that are read of a list; the rest is left, with a note.
    static let feedLimit = 100_000
    /// The longest title and the longest tag in bytes, those of feeds.yml; what is longer is cut.
    static let titleLimit = 1_000
    static let tagLimit = 100
    /// The most tags of a feed, that of feeds.yml.
    static let tagCount = 64

    /// Reads a list; without `format` its kind is told from its beginning and its lines.
    ///
    /// Pure: nothing is loaded, and nothing that the list says is run.
    public static func read(
        _ bytes: [UInt8], as format: Format? = nil
    ) throws(FeedListError) -> FeedList {
        guard bytes.count <= sizeLimit else { throw .tooLarge(limit: sizeLimit) }
        let text = TextDecoder.decode(bytes, contentType: nil, limit: sizeLimit)
        // What is decoded ends there.
        guard text.bytes.count <= sizeLimit else { throw .tooLarge(limit: sizeLimit) }
        var list: FeedList
        switch format ?? FeedList.format(of: text.bytes) {
        case .opml: list = try OutlineReader.read(text.bytes)
        case .urls: list = AddressLines.read(text.bytes, as: .urls)
        case .newsboat: list = AddressLines.read(text.bytes, as: .newsboat)
        case .sfeed: list = ShellLines.read(text.bytes)
        case nil: throw isSubscriptions(text.bytes) ? .subscriptions : .unknownFormat
        }
        // Any text has lines: that they are feeds somebody has to say, or one of them.
        if format == nil, list.namesNothing { throw .unknownFormat }
        list.notes = text.notes + list.notes
        return list
    }

    /// Whether words stand in it, and nothing that is asked for feeds.
    private var namesNothing: Bool {
        guard self.format == .urls || self.format == .newsboat else { return false }
        let lines = feeds.map(\.address) + remarks.map(\.text)
        return lines.contains { WrittenAddress($0).meant == nil }
            && !lines.contains { WrittenAddress($0).hasScheme || AddressLines.isSource($0) }
    }

    /// Nil for what is none of them: an empty file counts as a list of addresses.
    private static func format(of bytes: [UInt8]) -> Format? {
        let first = bytes.first { !$0.isASCIISpace }
        if first == UInt8(ascii: "<") { return .opml }
        if first == UInt8(ascii: "{") { return nil }
        if isSubscriptions(bytes) { return nil }
        if !ShellLines.read(bytes).feeds.isEmpty { return .sfeed }
        return AddressLines.looksLikeNewsboat(bytes) ? .newsboat : .urls
    }

    /// Whether it has the key under which a feeds.yml has its feeds.
    private static func isSubscriptions(_ bytes: [UInt8]) -> Bool {
        let key = Array("feeds:".utf8)
        return ListText.lines(bytes).contains { line in
            guard line.text.starts(with: key) else { return false }
            return line.text.dropFirst(key.count).first.map(\.isASCIISpace) ?? true
        }
    }

    /// Takes a feed in, unless there are enough.
    mutating func take(_ feed: Feed) {
        guard feeds.count < FeedList.feedLimit else {
            if feeds.count == FeedList.feedLimit, notes.last != FeedList.cut {
                notes.append(FeedList.cut)
            }
            return
        }
        feeds.append(feed)
    }

    private static let cut = "feeds beyond the limit of \(feedLimit) were left"

    /// Notes what is no feed, or one that cannot be followed. There are at most as many as feeds.
    mutating func pass(_ text: String, line: Int, isFeed: Bool, _ reason: String) {
        guard remarks.count < FeedList.feedLimit else { return }
        remarks.append(Remark(line: line, text: text, reason: reason, isFeed: isFeed))
    }
}

/// Why a list cannot be read.
public enum FeedListError: Error, Equatable, Sendable, CustomStringConvertible {
    case tooLarge(limit: Int)
    case unknownFormat
    /// It is a feeds.yml of Tidings itself.
    case subscriptions
    /// It begins like XML, and there is no `<opml>`.
    case noOutline
    /// The XML cannot be read, or uses what attacks use.
    case unreadable(String)

    public var description: String {
        switch self {
        case .tooLarge(let limit): "a list of more than \(limit >> 20) MiB is not read"
        case .unknownFormat:
            "this is no list of feeds: neither OPML nor a list with addresses that begin with https:// or "
                + "http://; --format reads it as what it says, and a single feed is followed with "
                + "`tidings add` and its address"
        case .subscriptions:
            "this is a feeds.yml, which --config names as it is; to add its feeds to another one,"
                + " take them over by `tidings export --opml --config FILE | tidings import -`"
        case .noOutline:
            "this is no OPML; a feed or a page is followed with `tidings add` and its address"
        case .unreadable(let reason): "this OPML cannot be read: \(reason)"
        }
    }
}
