/// What a document tells that may speak against taking it for a copy.
struct CopyCaveats: Sendable {
    /// About how many words its longest quotation has.
    @Narrow<UInt16> var quoted = 0
    /// The first names of the headline that its body begins with too: the upper bits by which
    /// `Particulars` has them; 0 for none.
    private(set) var subjects: (UInt16, UInt16, UInt16) = (0, 0, 0)

    /// How much of its headline its body has. Told of those that may be a notice alone.
    var headline = HeadlineInBody.Extent.more

    /// Words of a body in which a notice tells whom it is about. Further on it may have more names than
    /// are kept.
    private static let opening = 40

    init(_ document: Document) { quoted = Quotation(document.text).words }

    /// Notes of whom a document tells.
    mutating func readSubjects(title: TokenList, body: TokenList, _ particulars: Particulars) {
        for token in title.tokens {
            guard subjects.2 == 0 else { return }
            let subject = Particulars.mark(of: token)
            guard particulars.hasName(subject), Self.names(token, body) else { continue }
            if subjects.0 == 0 {
                subjects.0 = subject
            } else if subjects.1 == 0 {
                subjects.1 = subject
            } else {
                subjects.2 = subject
            }
        }
    }

    private static func names(_ token: Token, _ body: TokenList) -> Bool {
        body.tokens.prefix(opening).contains {
            $0.hash == token.hash && $0.traits.contains(.capitalised)
        }
    }

    func hasSubject(where isOther: (UInt16) -> Bool) -> Bool {
        [subjects.0, subjects.1, subjects.2].contains { $0 != 0 && isOther($0) }
    }
}
