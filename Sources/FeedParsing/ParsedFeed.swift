public import Values

/// A feed as its document tells it, whatever format it came in.
///
/// Text is valid UTF-8 without control characters; links are absolute http(s) (or relative, if the
/// parser was not told where the document is from); HTML is sanitised.
public struct ParsedFeed: Sendable, Equatable {
    public enum Format: String, Sendable {
        case rss20, rss10, rss09x, atom10, atom03, json, cdf
        /// The document is no feed.
        case none
    }

    public var format = Format.none
    /// Plain text.
    public var title: String?
    /// The site that the feed speaks for.
    public var link: String?
    public var description: String?
    /// BCP 47, as declared.
    public var language: String?
    public var author: String?
    public var updated: Timestamp?
    public var image: String?
    public var categories: [String] = []
    /// The feed's own address as it tells it (`rel=self`), and its WebSub hub.
    public var selfLink: String?
    public var hub: String?
    public var pacing = Pacing()
    /// In document order.
    public var entries: [ParsedEntry] = []
    /// Whether the document ended where it should.
    public var ending = Ending.whole
    /// What had to be mended or cut to read the document, for a person; empty for a sound one.
    public var notes: [String] = []

    /// Whether entries were left unread for a limit.
    public var isShortened = false
    /// Who wrote the entries that name no author: in Atom and JSON Feed the feed says it for them.
    var entryAuthor: String?
    /// What its entries weigh together: see `ParsedEntry.weight`.
    public var weight = 0

    public init() {}

    /// How a document ended.
    public enum Ending: Sendable, Equatable {
        /// With the end of its root, or where a limit of ours ended the reading.
        case whole
        /// Before the end of its root: its entries are complete, and more may have followed. One that it
        /// broke off in is not among them: stored, it would be another one than the same entry is once it
        /// comes whole.
        case cutOff
    }

    /// Names who wrote them in the entries that were complete before the feed told it: its authors may stand
    /// behind its entries. Those are left out that have no room with it.
    mutating func tellEntryAuthor(_ limits: ParseLimits) {
        guard let entryAuthor else { return }
        weight = 0
        for index in entries.indices {
            entries[index].author = entries[index].author ?? entryAuthor
            let heavier = weight + entries[index].weight
            guard heavier <= limits.heldBytes else { return leaveOut(behind: index, limits) }
            weight = heavier
        }
    }

    /// Leaves out the entries behind the first `count`, for which there is no room.
    private mutating func leaveOut(behind count: Int, _ limits: ParseLimits) {
        // Of those that a limit left out before, it was told behind how many.
        let former = [true, false].map {
            limits.note(leftOutBehind: entries.count, isTooHeavy: $0)
        }
        notes.removeAll(where: former.contains)
        entries.removeSubrange(count...)
        isShortened = true
        notes.append(limits.note(leftOutBehind: count, isTooHeavy: true))
    }

    static let cutTextNote = "a text beyond the limit was cut"
    static let cutOffNote = "the document breaks off before its end"
    static let halfEntryNote = "the entry that it breaks off in was left out"

    /// How often the feed asks to be read.
    public struct Pacing: Sendable, Equatable {
        /// RSS `<ttl>` in seconds.
        public var ttl: Int64?
        /// RSS `<skipHours>`, 0–23 in UTC.
        public var skipHours: Set<Int> = []
        /// RSS `<skipDays>`, 0 Sunday – 6 Saturday.
        public var skipDays: Set<Int> = []
        /// `sy:updatePeriod` / `sy:updateFrequency` in seconds.
        public var updatePeriod: Int64?
        /// `expired` of JSON Feed: nothing will ever be new.
        public var isFinished = false

        public init() {}
    }
}

/// One item of a feed.
public struct ParsedEntry: Sendable, Equatable {
    /// guid, atom:id, rdf:about or JSON `id`, as the feed has it; nil when it has none.
    public var id: String?
    /// What release 0.1.0 took for the `id` of Atom where that is relative: an absolute address, by the one that
    /// the document was had from.
    public var formerID: String?
    /// Plain text, never HTML.
    public var title: String?
    public var link: String?
    public var published: Timestamp?
    public var updated: Timestamp?
    public var author: String?
    /// Sanitised HTML.
    public var summary: String?
    /// Sanitised HTML.
    public var content: String?
    /// The longer of content and summary as plain text, blocks separated by newlines.
    public var text = ""
    public var categories: [String] = []
    public var enclosures: [Enclosure] = []
    public var commentsLink: String?
    public var language: String?
    /// Where RSS `<source>` or atom:source says that the entry was taken from.
    public var source: Source?
    /// The http(s) links of the body, in order, without repeats; at most 50.
    public var outgoingLinks: [String] = []

    public init() {}

    /// Roughly the bytes of memory that it takes, those to store it included; counted, not measured.
    var weight: Int {
        var weight = 1 << 10
        for text in [
            id, formerID, title, link, author, summary, content, commentsLink, language,
        ] {
            weight += text?.utf8.count ?? 0
        }
        weight +=
            text.utf8.count + (source?.title?.utf8.count ?? 0) + (source?.url?.utf8.count ?? 0)
        for value in categories { weight += 64 + value.utf8.count }
        for value in outgoingLinks { weight += 64 + value.utf8.count }
        for value in enclosures {
            weight += 128 + value.url.utf8.count + (value.type?.utf8.count ?? 0)
        }
        return weight
    }

    public struct Enclosure: Sendable, Equatable {
        public var url: String
        public var type: String?
        /// Bytes.
        public var length: Int64?

        public init(url: String, type: String?, length: Int64?) {
            self.url = url
            self.type = type
            self.length = length
        }
    }

    public struct Source: Sendable, Equatable {
        public var title: String?
        public var url: String?

        public init(title: String?, url: String?) {
            self.title = title
            self.url = url
        }
    }
}
