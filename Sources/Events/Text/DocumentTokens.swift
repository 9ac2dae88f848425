/// A document cut into words as its language writes them.
struct DocumentTokens {
    var title = TokenList()
    var body = TokenList()
    private(set) var language = Language.fallback

    init() {}

    init(_ document: Document) { read(document) }

    /// Makes it that of another document, with the same memory.
    mutating func read(_ document: Document) {
        title.read(document.title)
        body.read(document.text)
        language = LanguageVerdict(document, title: title, body: body)
            .language(declared: document.language)
        if language.lowerCaseI != "i" {
            title.read(document.title, capitalI: language.lowerCaseI)
            body.read(document.text, capitalI: language.lowerCaseI)
        }
        if let spelling = Spelling.of(language) {
            title.fold(spelling)
            body.fold(spelling)
        }
    }

    /// Takes out what has no weight: standing text, as it was judged when the document arrived, and then
    /// the marks of a reprint, which it answers.
    mutating func strip(_ standing: StandingParts, of document: Document) -> ReprintMarks {
        if standing.bits != 0 {
            EntryParts(
                TitleAffixes(document.title, title: title), title: title, body: body,
                language: language
            ).strip(standing, title: &title, body: &body)
        }
        let marks = ReprintMarks(Dateline(document.text), body: body)
        body = marks.removed(from: body)
        return marks
    }
}
