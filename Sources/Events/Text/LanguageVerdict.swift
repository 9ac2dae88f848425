internal import LanguageDetection

/// What language a document is taken to be in.
///
/// Two witnesses are heard beside the declaration: stop words, which cost nothing since the text is
/// cut into words anyway, and CLD2, which is asked only where nothing is declared or the stop words
/// make the declaration doubtful (what it costs is told in docs/dependencies.md). On headlines each
/// is wrong where the other is right: names mislead CLD2, and many a headline has no stop word.
struct LanguageVerdict {
    private let title: String
    private let body: String
    private let votes: StopWordVotes
    private let words: Int

    /// Words of the body whose stop words are counted, and bytes of title and of body that CLD2 reads:
    /// more does not change its mind.
    private static let wordsCounted = 200
    private static let bytesRead = 200
    /// With fewer words than these a text without stop words of its language is a headline.
    private static let wordsOfText = 8
    /// So many stop words of another language, and so many times those of its own, make a declaration
    /// doubtful.
    private static let doubtfulVotes = 5
    private static let doubtfulRatio = 3
    /// By so many stop words another language has to lead the one that CLD2 names.
    private static let lead = 2

    init(_ document: Document, title: TokenList, body: TokenList) {
        self.title = document.title
        self.body = document.text
        let start = body.tokens.prefix(Self.wordsCounted)
        words = title.count + start.count
        votes = StopWords.shared.votes(for: title.tokens, start)
    }

    /// What is declared counts, unless the text speaks clearly for another: many a feed bears the
    /// language of the software that made it.
    func language(declared tag: String?) -> Language {
        guard let declared = tag.flatMap(Language.init(tag:)) else { return undeclared }
        return contradiction(of: declared) ?? declared
    }

    private func contradiction(of declared: Language) -> Language? {
        let best = votes.best
        let own = votes.votes(for: declared)
        let isSpokenAgainst =
            best.votes >= Self.doubtfulVotes && best.votes >= Self.doubtfulRatio * (own ?? 0)
        let isStrange = own == 0 && words >= Self.wordsOfText
        guard isSpokenAgainst || isStrange, let detected = detected(.reliable),
            detected != declared
        else { return nil }
        // Of a language without a list nothing is known but what both witnesses say.
        return own != nil || detected.code == best.code ? detected : nil
    }

    private var undeclared: Language {
        let best = votes.best
        let reliable = detected(.reliable)
        guard let detected = reliable ?? detected(.guess) else {
            return best.votes > 0 ? Language(code: best.code) : .fallback
        }
        // A language without a list has no stop words to be led by; to be guessed is not enough for it.
        guard let own = votes.votes(for: detected) ?? (reliable == nil ? 0 : nil),
            best.votes >= own + Self.lead
        else { return detected }
        return Language(code: best.code)
    }

    private func detected(_ demand: LanguageDetector.Demand) -> Language? {
        var text: [UInt8] = []
        text.reserveCapacity(2 * Self.bytesRead + 8)
        text.append(beginningOf: title, limit: Self.bytesRead)
        text.append(UInt8(ascii: "\n"))
        text.append(beginningOf: body, limit: Self.bytesRead)
        return LanguageDetector.language(of: text, demand).flatMap(Language.init(tag:))
    }
}
