/// A language, by the primary subtag of its BCP 47 tag in lower case: `en`, `pt`.
struct Language: Hashable, Sendable {
    let code: String

    /// What a text is taken for that declares nothing and has no stop word that we know.
    static let fallback = Language(code: "en")

    init(code: String) {
        self.code = code
    }

    /// From a declared tag, `pt-BR` or `pt_BR`; nil when it holds no language.
    init?(tag: String) {
        var code: [UInt8] = []
        for byte in tag.utf8.prefix(9) {
            guard byte != UInt8(ascii: "-"), byte != UInt8(ascii: "_") else { break }
            let lower = byte | 0x20
            guard (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lower) else { return nil }
            code.append(lower)
        }
        guard (2...3).contains(code.count) else { return nil }
        let text = String(decoding: code, as: UTF8.self)
        // One name for Norwegian, whose declarations say `no`, `nb` and `nn`.
        self.code = text == "no" || text == "nn" ? "nb" : text
    }

    /// Vietnamese writes every syllable as a word: a pair of them is its unit of meaning.
    var writesSyllables: Bool { code == "vi" }

    /// The language of `tokens`.
    ///
    /// What is declared counts, unless the stop words speak clearly for another: many a feed bears
    /// the language of the software that made it.
    init(declared: String?, tokens: [Token], stopWords: StopWords) {
        let declared = declared.flatMap(Language.init(tag:))
        let votes = stopWords.votes(for: tokens.prefix(200))
        var best: (code: String, votes: Int)?
        for (code, count) in votes where count > (best?.votes ?? 0) { best = (code, count) }
        guard let best else {
            self = declared ?? .fallback
            return
        }
        guard let declared else {
            self.init(code: best.code)
            return
        }
        let own = votes.first { $0.code == declared.code }?.votes
        // A language without a list cannot be outvoted fairly.
        guard let own, best.votes >= 5, best.votes >= 3 * own else {
            self = declared
            return
        }
        self.init(code: best.code)
    }
}
