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
}
