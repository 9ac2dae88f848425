internal import Bytes
public import Values

/// Writes OPML 2.0 that other readers take, and that `FeedList` reads as what was written.
public struct OutlineWriter: ~Copyable {
    /// A feed to write.
    public struct Feed: Sendable, Equatable {
        public var address: String
        /// The person's name for it; nil: none.
        public var title: String?
        /// Its own title; nil: not known.
        public var name: String?
        /// The site that it speaks for.
        public var siteLink: String?
        public var tags: [String]
        public var isEnabled: Bool

        public init(
            address: String, title: String?, name: String? = nil, siteLink: String? = nil,
            tags: [String], isEnabled: Bool
        ) {
            self.address = address
            self.title = title
            self.name = name
            self.siteLink = siteLink
            self.tags = tags
            self.isEnabled = isEnabled
        }
    }

    /// The attribute that tells the person's name for a feed from its own, which OPML has no word for.
    static let givenTitle = "tidings:title"

    private var output = ByteBuilder(capacity: 64 << 10)

    private init() {}

    /// The document. A feed stands in the folder of its first tag, since that is what other readers
    /// take over; all tags stand in its attribute `category`. What is switched off is commented out, as
    /// OPML has it (`isComment`).
    ///
    /// - Parameter made: the moment that it is of.
    public static func document(_ feeds: [Feed], title: String, made: Timestamp) -> [UInt8] {
        var writer = OutlineWriter()
        writer.text(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + "<opml version=\"2.0\" xmlns:tidings=\"urn:tidings:opml\">\n  <head>\n")
        writer.text("    <title>")
        writer.escaped(title)
        writer.text("</title>\n    <dateCreated>")
        writer.text(made.rfc822)
        writer.text("</dateCreated>\n  </head>\n  <body>\n")
        for folder in folders(of: feeds) { writer.write(folder.path[...], folder.feeds, "    ") }
        writer.text("  </body>\n</opml>\n")
        return writer.output.array
    }

    /// Feeds by the folders that they stand in, in the order in which each comes first.
    private static func folders(of feeds: [Feed]) -> [(path: [String], feeds: [Feed])] {
        var places: [[String]: Int] = [:]
        var folders: [(path: [String], feeds: [Feed])] = []
        for feed in feeds {
            // Where the attribute cannot hold the tags, folders within folders do.
            let path = isSayable(feed.tags) ? Array(feed.tags.prefix(1)) : feed.tags
            if let place = places[path] {
                folders[place].feeds.append(feed)
            } else {
                places[path] = folders.count
                folders.append((path, [feed]))
            }
        }
        return folders
    }

    /// Whether a list of categories separated by commas can say these tags.
    private static func isSayable(_ tags: [String]) -> Bool {
        tags.allSatisfy { tag in
            !tag.utf8.contains(UInt8(ascii: ",")) && !tag.hasPrefix("/")
                && tag.first?.isWhitespace != true && tag.last?.isWhitespace != true
        }
    }

    private mutating func write(_ path: ArraySlice<String>, _ feeds: [Feed], _ margin: String) {
        if let name = path.first {
            text("\(margin)<outline")
            attribute("text", name)
            attribute("title", name)
            text(">\n")
            write(path.dropFirst(), feeds, margin + "  ")
            text("\(margin)</outline>\n")
        } else {
            for feed in feeds { write(feed, margin) }
        }
    }

    private mutating func write(_ feed: Feed, _ margin: String) {
        text("\(margin)<outline")
        attribute("type", "rss")
        let shown = feed.title ?? feed.name
        attribute("text", shown ?? feed.address)
        // Readers take one of the two for the name that they show.
        if let shown { attribute("title", shown) }
        if let title = feed.title { attribute(Self.givenTitle, title) }
        attribute("xmlUrl", feed.address)
        if let link = feed.siteLink { attribute("htmlUrl", link) }
        if !feed.tags.isEmpty, Self.isSayable(feed.tags) {
            attribute("category", feed.tags.joined(separator: ","))
        }
        if !feed.isEnabled { attribute("isComment", "true") }
        text("/>\n")
    }

    private mutating func attribute(_ name: String, _ value: String) {
        text(" \(name)=\"")
        escaped(value)
        text("\"")
    }

    private mutating func text(_ text: String) { output.append(text.utf8.span) }

    /// Writes what could steer the terminal that the list goes to, or turn the attributes behind it around, as
    /// references: readers take those for the same characters.
    private mutating func escaped(_ text: String) {
        guard text.unicodeScalars.contains(where: PrintableText.steers) else {
            return output.append(escaping: text.utf8.span, quotes: true)
        }
        for scalar in text.unicodeScalars {
            if !PrintableText.steers(scalar) {
                output.append(escaping: String(scalar).utf8.span, quotes: true)
            } else if Self.isForbidden(scalar) {
                output.append(0x20)
            } else {
                self.text("&#x\(String(scalar.value, radix: 16));")
            }
        }
    }

    /// Whether XML 1.0 has no place for a character, not even as a reference (2.2).
    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 && !(9...10).contains(scalar.value) && scalar.value != 13
    }
}
