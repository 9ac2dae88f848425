/// What a document tells of itself and of others: the evidence for who copied from whom.
///
/// Its names and mentions are hashes of 32 bits, in one array: few of them are held against few.
struct CopyTraits: Sendable {
    /// Names, syndication, citations, cited domains and bylines, one after the other.
    let marks: ArraySlice<UInt32>
    let ends: Ends
    let source: Source
    /// What its text says of itself.
    var notes = Notes()

    /// Where the first four parts of the marks end, counted from where these begin.
    struct Ends: Sendable {
        var names: UInt16
        var syndication: UInt16
        var citations: UInt16
        var citedDomains: UInt16
    }

    /// Where a document comes from: the same for all of a feed.
    struct Source: Sendable, Hashable {
        /// 0, which no hash is, when the feed is not known.
        fileprivate(set) var feedHash: UInt64 = 0
        let publisher: UInt64
        /// The publisher's name as a byline would have it, without blanks.
        let signature: UInt32

        /// Nil when the feed is not known.
        var feed: UInt64? { feedHash == 0 ? nil : feedHash }
    }

    struct Notes: Sendable {
        /// Whether it says that its text was first published elsewhere.
        var namesOriginal = false
        /// Whether it has marks of a reprint or of an excerpt; see `ReprintMarks`.
        var isMarked = false
    }

    var publisher: UInt64 { source.publisher }
    var signature: UInt32 { source.signature }
    var feed: UInt64? { source.feed }
    var namesOriginal: Bool { notes.namesOriginal }
    var isMarked: Bool {
        get { notes.isMarked }
        set { notes.isMarked = newValue }
    }

    /// Words from either end of a body where a note on the source is looked for.
    private static let margin = 15

    /// What names the document or its publisher: its link, host, feed and publisher.
    var names: ArraySlice<UInt32> { part(0, ends.names) }
    /// Whom its `source` element names.
    var syndication: ArraySlice<UInt32> { part(ends.names, ends.syndication) }
    /// The addresses and hosts that its body links to.
    var citations: ArraySlice<UInt32> { part(ends.syndication, ends.citations) }
    /// The hosts among them, with the domains above.
    var citedDomains: ArraySlice<UInt32> { part(ends.citations, ends.citedDomains) }
    /// The names that `Bylines` finds, as signatures.
    var bylines: ArraySlice<UInt32> { marks[(marks.startIndex + Int(ends.citedDomains))...] }

    private func part(_ start: UInt16, _ end: UInt16) -> ArraySlice<UInt32> {
        marks[(marks.startIndex + Int(start))..<(marks.startIndex + Int(end))]
    }

    init(_ marks: ArraySlice<UInt32>, _ ends: Ends, _ source: Source, _ notes: Notes) {
        self.marks = marks
        self.ends = ends
        self.source = source
        self.notes = notes
    }

    init(_ document: Document, _ dateline: Dateline, body: TokenList) {
        var draft = Draft()
        // They come after the addresses of the body, which name some of them again.
        var citedDomains: [UInt64] = []
        let publisher = TermHash.of(lowercased: document.publisher)
        var source = Source(
            publisher: publisher, signature: Self.signature(of: document.publisher))
        if !document.source.isEmpty {
            let hash = TermHash.of(document.source)
            source.feedHash = hash
            draft.append(hash)
        }
        draft.append(publisher)
        let home = WebAddress(document.publisher)
        let place = home.flatMap { $0.hasPath ? $0 : nil }
        if let link = document.link {
            draft.append(TermHash.of(link))
            if let address = WebAddress(link) {
                // An aggregator's entry has the address of the article that it points to.
                let domains = address.domains
                // Who has a place on a platform is not named by naming the platform.
                let isThere = place.map { domains.contains($0.hostHash) } ?? false
                draft.append(isThere ? publisher : address.hostHash)
                if let home, !domains.contains(home.hostHash),
                    document.publisher.utf8.contains(UInt8(ascii: "."))
                {
                    citedDomains += domains
                }
            }
        }
        let endOfNames = draft.count
        if let origin = document.syndicatedFrom {
            draft.append(TermHash.of(origin))
            for domain in WebAddress(origin)?.domains ?? [] { draft.append(domain) }
        }
        let endOfSyndication = draft.count
        // To name the platform that one has a place on is to name nobody.
        let platform = place?.domains ?? []
        for outgoing in document.outgoingLinks.prefix(50) {
            draft.append(TermHash.of(outgoing))
            for domain in WebAddress(outgoing)?.domains ?? []
            where !citedDomains.contains(domain) && !platform.contains(domain) {
                citedDomains.append(domain)
            }
        }
        let endOfCitations = draft.count
        for domain in citedDomains { draft.append(domain) }
        ends = Ends(
            names: endOfNames, syndication: endOfSyndication, citations: endOfCitations,
            citedDomains: draft.count)
        self.source = source
        for byline in Bylines(document.text).signatures { draft.append(byline) }
        // Whatever it is called: *رويترز* is Reuters.
        for name in dateline.agency { draft.append(TermHash.of(name.utf8)) }
        notes.namesOriginal = Self.namesOriginal(body.tokens)
        marks = draft.marks[...]
    }

    private struct Draft {
        private(set) var marks: [UInt32] = []

        init() { marks.reserveCapacity(64) }

        var count: UInt16 { UInt16(truncatingIfNeeded: marks.count) }

        /// A hostile address may have very many labels; what does not fit is not kept.
        mutating func append(_ mark: UInt64) {
            guard marks.count < Int(UInt16.max) else { return }
            marks.append(UInt32(truncatingIfNeeded: mark))
        }
    }

    /// Whether it names the other's publisher as the source of its text.
    func names(_ other: CopyTraits) -> Bool {
        publisher != other.publisher
            && (syndication.contains(where: other.names.contains)
                || citations.contains(where: other.names.contains)
                || citedDomains.contains(where: other.names.contains)
                || bylines.contains(other.signature))
    }

    /// Whether it and another of its feed are entries of two others that the feed repeats; see `EntryOrigin`.
    func isElsewheres(beside other: CopyTraits) -> Bool {
        origin.isElsewheres(beside: other.origin)
    }

    var origin: EntryOrigin {
        // Of a link to the feed's own publisher the host is not cited.
        let host = linkedHost.flatMap { citedDomains.contains($0) ? $0 : nil }
        return EntryOrigin(
            syndication: syndication, host: host, citedDomains: host == nil ? [] : citedDomains)
    }

    /// The host of its own address; nil without one.
    private var linkedHost: UInt32? {
        // Behind the feed, the publisher and the address, as far as these are known.
        names.count == (feed == nil ? 3 : 4) ? names.last : nil
    }

    /// Whether a note near either end of a body names an original.
    private static func namesOriginal(_ tokens: [Token]) -> Bool {
        let start = min(margin, tokens.count)
        let end = max(start, tokens.count - margin)
        return tokens.indices.contains { i in
            (i < start || i >= end) && SourceNotes.shared.stands(at: i, in: tokens)
        }
    }

    /// `CNN` and `cnn.com` sign as `cnn`, `World Brief Daily` as `worldbriefdaily`, `youtube.com/@ann` as `ann`.
    private static func signature(of publisher: String) -> UInt32 {
        if let place = place(of: publisher) { return signature(of: place) }
        let bytes = publisher.utf8Span.span
        var (isDomain, isASCII) = (false, true)
        for i in bytes.indices {
            if bytes[i] >= 0x80 { isASCII = false }
            if bytes[i] == UInt8(ascii: ".") { isDomain = true }
        }
        guard isASCII else {
            return UInt32(truncatingIfNeeded: signature(ofLetters: publisher))
        }
        for i in bytes.indices where bytes[i] == UInt8(ascii: " ") { isDomain = false }
        let label = isDomain ? Self.label(of: bytes) : bytes.indices
        var hash = TermHash()
        for i in label where bytes[i] != UInt8(ascii: " ") { hash.add(lowercased: bytes[i]) }
        return UInt32(truncatingIfNeeded: hash.value)
    }

    /// The name of a place on a platform, the last part of its path; nil for another publisher.
    private static func place(of publisher: String) -> String? {
        guard publisher.utf8.contains(UInt8(ascii: "/")),
            !publisher.utf8.contains(UInt8(ascii: " "))
        else { return nil }
        let parts = publisher.split(separator: "/")
        guard parts.count > 1, parts[0].utf8.contains(UInt8(ascii: ".")), let last = parts.last
        else {
            return nil
        }
        return String(last.drop { $0 == "@" })
    }

    /// The first label of a domain that is not `www`; none is empty.
    private static func label(of domain: Span<UInt8>) -> Range<Int> {
        var start = 0
        while start < domain.count {
            var end = start
            while end < domain.count, domain[end] != UInt8(ascii: ".") { end += 1 }
            let w = UInt8(ascii: "w")
            let isWeb =
                end - start == 3 && domain[start] == w && domain[start + 1] == w
                && domain[start + 2] == w
            if end > start && !isWeb { return start..<end }
            start = end + 1
        }
        return 0..<0
    }

    /// The same for a name that has letters beyond ASCII.
    private static func signature(ofLetters publisher: String) -> UInt64 {
        let isDomain = publisher.utf8.contains(UInt8(ascii: ".")) && !publisher.contains(" ")
        let name =
            isDomain
            ? publisher.split(separator: ".").first { $0 != "www" } ?? "" : Substring(publisher)
        return TermHash.of(name.lowercased().utf8.filter { $0 != UInt8(ascii: " ") })
    }
}

/// What scrapers and reprints write around a text to say where it was taken from.
///
/// A word such as *Quelle* or *bron*, which is an ordinary one in another language, says so before a name
/// alone: see `Bylines`.
private struct SourceNotes {
    static let shared = SourceNotes()
    /// By the hash of their first word.
    private let notes: [UInt64: [[UInt64]]]
    /// By the low bits of a word's hash: whether a note may begin with it.
    private var begins = [Bool](repeating: false, count: 1_024)
    /// Words of a sentence before a note at most: *This article was originally published*. Further on the words
    /// are the text's own.
    private static let opening = 4

    private init() {
        let texts = [
            "source link", "source article", "original source", "original article",
            "originally published", "originally appeared", "first published by", "via the original",
            "read the original", "republished from", "reprinted from", "article source",
            "source originale", "lien source", "article original", "publié initialement",
            "originalartikel", "zuerst erschienen", "fuente original", "publicado originalmente",
            "fonte originale", "articolo originale", "matéria original",
        ]
        let notes = texts.map { text in TokenList(text).tokens.map(\.hash) }
        self.notes = Dictionary(grouping: notes) { $0[0] }
        for note in notes { begins[Int(note[0] & 1_023)] = true }
    }

    func stands(at i: Int, in tokens: [Token]) -> Bool {
        guard begins[Int(tokens[i].hash & 1_023)], let notes = notes[tokens[i].hash] else {
            return false
        }
        guard
            (max(0, i - Self.opening)...i).contains(where: {
                tokens[$0].traits.contains(.startsSentence)
            })
        else { return false }
        return notes.contains { note in
            note.count <= tokens.count - i
                && note.indices.allSatisfy { tokens[i + $0].hash == note[$0] }
        }
    }
}
