/// A document cut into words as its language writes them.
struct DocumentTokens {
    var title: TokenList
    var body: TokenList
    let language: Language

    init(_ document: Document) {
        title = TokenList(document.title)
        body = TokenList(document.text)
        language = LanguageChoice(document, title: title, body: body)
            .language(declared: document.language)
        if language.lowerCaseI != "i" {
            title = TokenList(document.title, capitalI: language.lowerCaseI)
            body = TokenList(document.text, capitalI: language.lowerCaseI)
        }
    }

    /// Takes out what has no weight: standing text, as it was judged when the document arrived, and then
    /// the marks of a reprint, which it answers.
    mutating func strip(_ standing: StandingParts, of document: Document) -> ReprintMarks {
        if standing.bits != 0 {
            EntryParts(document, title: title, body: body, language: language)
                .strip(standing, title: &title, body: &body)
        }
        let marks = ReprintMarks(document, body: body)
        body = marks.removed(from: body)
        return marks
    }
}
