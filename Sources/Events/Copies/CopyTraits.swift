/// What a document tells of itself and of others: the evidence for who copied from whom.
///
/// Its names and mentions are hashes of 32 bits, in one array: few of them are held against few.
struct CopyTraits: Sendable {
    /// Names, syndication, citations, cited domains and bylines, one after the other.
    private let marks: [UInt32]
    /// Where the first four of them end.
    private let ends: (UInt16, UInt16, UInt16, UInt16)
    private(set) var publisher: UInt64
    /// Nil when the feed is not known.
    var feed: UInt64? { feedHash == 0 ? nil : feedHash }
    var link: UInt64? { linkHash == 0 ? nil : linkHash }
    // 0, which no hash is, for none: they are kept for every document.
    private var feedHash: UInt64 = 0
    private var linkHash: UInt64 = 0
    /// The publisher's name as a byline would have it, without blanks.
    private(set) var signature: UInt32
    /// Whether it says that its text was first published elsewhere.
    private(set) var namesOriginal = false
    /// Whether its text has marks of a reprint or of an excerpt; see `ReprintMarks`.
    var isMarked = false

    /// Words from either end of a body where a note on the source is looked for.
    private static let margin = 15

    /// What names the document or its publisher: its link, host, feed and publisher.
    var names: ArraySlice<UInt32> { marks[..<Int(ends.0)] }
    /// Whom its `source` element names.
    var syndication: ArraySlice<UInt32> { marks[Int(ends.0)..<Int(ends.1)] }
    /// The addresses and hosts that its body links to.
    var citations: ArraySlice<UInt32> { marks[Int(ends.1)..<Int(ends.2)] }
    /// The hosts among them, with the domains above.
    var citedDomains: ArraySlice<UInt32> { marks[Int(ends.2)..<Int(ends.3)] }
    /// The names that `Bylines` finds, as signatures.
    var bylines: ArraySlice<UInt32> { marks[Int(ends.3)...] }

    init(_ document: Document, body: TokenList) {
        var draft = Draft()
        // They come after the addresses of the body, which name some of them again.
        var citedDomains: [UInt64] = []
        publisher = TermHash.of(lowercased: document.publisher)
        signature = Self.signature(of: document.publisher)
        if !document.source.isEmpty {
            let hash = TermHash.of(document.source.utf8)
            feedHash = hash
            draft.append(hash)
        }
        draft.append(publisher)
        if let link = document.link {
            let hash = TermHash.of(link.utf8)
            draft.append(hash)
            if let address = WebAddress(link) {
                if address.hasPath { linkHash = hash }
                draft.append(TermHash.of(address.host.utf8))
                // An aggregator's entry has the address of the article that it points to.
                let domains = address.domains
                if !domains.contains(publisher), WebAddress(document.publisher) != nil,
                    document.publisher.utf8.contains(UInt8(ascii: "."))
                {
                    citedDomains += domains
                }
            }
        }
        let endOfNames = draft.count
        if let origin = document.syndicatedFrom {
            draft.append(TermHash.of(origin.utf8))
            for domain in WebAddress(origin)?.domains ?? [] { draft.append(domain) }
        }
        let endOfSyndication = draft.count
        for outgoing in document.outgoingLinks.prefix(50) {
            draft.append(TermHash.of(outgoing.utf8))
            for domain in WebAddress(outgoing)?.domains ?? []
            where !citedDomains.contains(domain) {
                citedDomains.append(domain)
            }
        }
        let endOfCitations = draft.count
        for domain in citedDomains { draft.append(domain) }
        ends = (endOfNames, endOfSyndication, endOfCitations, draft.count)
        for byline in Bylines(document.text).signatures { draft.append(byline) }
        namesOriginal = Self.namesOriginal(body.tokens)
        // A copy of the size that it needs.
        marks = draft.marks.map(\.self)
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

    /// Whether a note near either end of a body names an original.
    private static func namesOriginal(_ tokens: [Token]) -> Bool {
        let start = min(margin, tokens.count)
        let end = max(start, tokens.count - margin)
        return tokens.indices.contains { i in
            (i < start || i >= end) && SourceNotes.shared.stands(at: i, in: tokens)
        }
    }

    /// `CNN` and `edition.cnn.com` sign as `cnn`, `World Brief Daily` as `worldbriefdaily`.
    private static func signature(of publisher: String) -> UInt32 {
        let bytes = publisher.utf8
        guard bytes.allSatisfy({ $0 < 0x80 }) else {
            return UInt32(truncatingIfNeeded: signature(ofLetters: publisher))
        }
        let isDomain =
            bytes.contains(UInt8(ascii: ".")) && !bytes.contains(UInt8(ascii: " "))
        var hash = TermHash()
        if isDomain {
            let label = bytes.split(separator: UInt8(ascii: "."))
                .first { !$0.elementsEqual("www".utf8) }
            for byte in label ?? "".utf8[...] { hash.add(lowercased: byte) }
        } else {
            for byte in bytes where byte != UInt8(ascii: " ") { hash.add(lowercased: byte) }
        }
        return UInt32(truncatingIfNeeded: hash.value)
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
private struct SourceNotes {
    static let shared = SourceNotes()
    /// By the hash of their first word.
    private let notes: [UInt64: [[UInt64]]]
    /// By the low bits of a word's hash: whether a note may begin with it.
    private var begins = [Bool](repeating: false, count: 1_024)

    private init() {
        let texts = [
            "source link", "source article", "original source", "original article",
            "originally published", "originally appeared", "first published by", "via the original",
            "read the original", "republished from", "reprinted from", "article source",
            "source originale", "lien source", "article original", "publié initialement",
            "quelle", "originalartikel", "zuerst erschienen", "fuente original",
            "publicado originalmente", "fonte originale", "articolo originale", "matéria original",
            "bron", "nguồn",
        ]
        let notes = texts.map { text in TokenList(text).tokens.map(\.hash) }
        self.notes = Dictionary(grouping: notes) { $0[0] }
        for note in notes { begins[Int(note[0] & 1_023)] = true }
    }

    func stands(at i: Int, in tokens: [Token]) -> Bool {
        guard begins[Int(tokens[i].hash & 1_023)], let notes = notes[tokens[i].hash] else {
            return false
        }
        return notes.contains { note in
            note.count <= tokens.count - i
                && note.indices.allSatisfy { tokens[i + $0].hash == note[$0] }
        }
    }
}
