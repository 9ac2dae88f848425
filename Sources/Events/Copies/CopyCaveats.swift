/// What a document tells that may speak against taking it for a copy.
struct CopyCaveats: Sendable {
    /// What its headline begins with, where others may begin otherwise and go on alike; see `TitleStart`.
    /// `Term.max` for none.
    var start = Vocabulary.Term.max
    /// About how many words its longest quotation has.
    @Narrow<UInt16> var quoted = 0
    /// The first names of the headline that its body begins with too.
    private(set) var subjects: (Subject, Subject, Subject) = (.none, .none, .none)

    /// A name of the headline.
    struct Subject: Sendable, Equatable {
        static let none = Subject()
        /// The upper bits by which `Particulars` has it; 0 for none.
        var mark: UInt16 = 0
        /// What it begins with, likewise; 0 for a short one.
        var start: UInt16 = 0
    }

    /// How much of its headline its body has. Told of those that may be a notice alone.
    var headline = HeadlineInBody.Extent.more

    /// Words of a body in which a notice tells whom it is about. Further on it may have more names than
    /// are kept.
    private static let opening = 40

    init(_ document: Document) { quoted = Quotation(document.text).words }

    /// Notes of whom a document tells.
    mutating func readSubjects(title: TokenList, body: TokenList, _ particulars: Particulars) {
        for token in title.tokens {
            guard subjects.2 == .none else { return }
            let mark = Particulars.mark(of: token)
            // A name that comes back is no other one.
            guard mark != subjects.0.mark, mark != subjects.1.mark, particulars.hasName(mark),
                Self.names(token, body)
            else { continue }
            let subject = Subject(mark: mark, start: Self.start(of: token, in: title))
            if subjects.0 == .none {
                subjects.0 = subject
            } else if subjects.1 == .none {
                subjects.1 = subject
            } else {
                subjects.2 = subject
            }
        }
    }

    private static func start(of token: Token, in list: TokenList) -> UInt16 {
        let letters = list.bytes[token.range]
        let length = nameStart(of: letters)
        guard letters.count >= length else { return 0 }
        return UInt16(truncatingIfNeeded: TermHash.of(letters.prefix(length)) >> 48) | 1
    }

    /// The bytes of the letters that spellings of one long name have in common: *Zelensky* and *Zelenskyy*.
    static func nameStart(of letters: ArraySlice<UInt8>) -> Int {
        // Beyond ASCII most alphabets have two bytes a letter.
        (letters.first ?? 0) >= 0x80 ? 14 : 7
    }

    private static func names(_ token: Token, _ body: TokenList) -> Bool {
        body.tokens.prefix(opening).contains {
            $0.hash == token.hash && $0.traits.contains(.capitalised)
        }
    }

    /// Whether it tells of a name that another document has not, in whatever spelling.
    ///
    /// - Parameter isOther: whether a name in this spelling stands nowhere in the other's text.
    func hasSubject(beside other: CopyCaveats, where isOther: (UInt16) -> Bool) -> Bool {
        all.contains { subject in
            subject != .none && isOther(subject.mark)
                && (subject.start == 0 || !other.all.contains { $0.start == subject.start })
        }
    }

    private var all: [Subject] { [subjects.0, subjects.1, subjects.2] }
}
