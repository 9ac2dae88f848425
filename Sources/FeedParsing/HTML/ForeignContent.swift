internal import Values

/// What is open within an `svg` or `math`, as far as it decides where that ends (HTML, 13.2.6.5).
///
/// HTML within an integration point (`foreignObject`, `mi`) is not followed: it goes with the rest.
struct ForeignContent {
    private struct OpenElement {
        var name: HTMLName
        /// MathML, or else SVG.
        var isMath: Bool
        /// What stands in it is HTML again (HTML, 13.2.6.1).
        var holdsHTML = false
    }

    private var open: [OpenElement]

    /// Deeper elements are not kept count of, so that the time stays linear.
    private static let deepest = 100

    /// Within the `svg` or `math` called `root`.
    init(root: HTMLName) {
        open = [OpenElement(name: root, isMath: root == Self.math)]
    }

    /// What a tag does to it.
    enum Effect {
        case stays
        /// All ends with it, and it is read as any other of HTML.
        case breaksOut
        /// The root ends with it.
        case ends
        /// An end tag of nothing that is open here.
        case unknown
    }

    /// Takes the start tag that `tokens` gave last.
    mutating func start(_ name: HTMLName, _ tokens: inout HTMLTokenizer) -> Effect {
        guard let top = open.last else { return .breaksOut }
        let traits = HTMLAllowlist.traits(of: name)
        if top.holdsHTML {
            if traits.contains(.foreign) {
                push(OpenElement(name: name, isMath: name == Self.math), tokens)
            } else if traits.contains(.raw) {
                _ = tokens.endedRawText(of: name)
            }
            return .stays
        }
        if traits.contains(.breaksOut) || name == Self.font && Self.hasFontAttribute(tokens) {
            return breakOut()
        }
        var element = OpenElement(name: name, isMath: top.isMath)
        if top.name == Self.annotation, name == Self.svg { element.isMath = false }
        element.holdsHTML = Self.holdsHTML(element, tokens)
        push(element, tokens)
        return .stays
    }

    /// Takes an end tag.
    mutating func end(_ name: HTMLName) -> Effect {
        let isWithinHTML = open.last?.holdsHTML == true
        if name == Self.paragraph || name == Self.lineBreak {
            return isWithinHTML ? .stays : breakOut()
        }
        // HTML that stands in an integration point may have an element of that name, too.
        let match = open.lastIndex {
            $0.name == name && (!isWithinHTML || $0.holdsHTML || $0.name == open[0].name)
        }
        if let match {
            open.removeSubrange(match...)
            return open.isEmpty ? .ends : .stays
        }
        return open.contains(where: \.holdsHTML) ? .stays : .unknown
    }

    private mutating func push(_ element: OpenElement, _ tokens: borrowing HTMLTokenizer) {
        if !tokens.isSelfClosing, open.count < Self.deepest { open.append(element) }
    }

    /// Ends what is open, up to the innermost element that holds HTML.
    private mutating func breakOut() -> Effect {
        while let last = open.last, !last.holdsHTML { open.removeLast() }
        return open.isEmpty ? .breaksOut : .stays
    }

    private static func holdsHTML(_ element: OpenElement, _ tokens: HTMLTokenizer) -> Bool {
        guard element.isMath else { return ofSVG.contains(element.name) }
        if element.name == annotation {
            return tokens.attributes.contains { attribute in
                guard attribute.name == encoding else { return false }
                let value = CharacterReference.decoded(tokens.bytes, attribute.value)
                return types.contains { $0.elementsEqual(value.map(\.asciiLowercased)) }
            }
        }
        return ofMath.contains(element.name)
    }

    private static func hasFontAttribute(_ tokens: HTMLTokenizer) -> Bool {
        tokens.attributes.contains { ofFont.contains($0.name) }
    }

    private static let math = HTMLName("math")
    private static let svg = HTMLName("svg")
    private static let font = HTMLName("font")
    private static let paragraph = HTMLName("p")
    private static let lineBreak = HTMLName("br")
    private static let annotation = HTMLName("annotation-xml")
    private static let encoding = HTMLName("encoding")
    private static let ofSVG = Set(HTMLName.list("foreignobject desc title"))
    private static let ofMath = Set(HTMLName.list("mi mo mn ms mtext"))
    private static let ofFont = Set(HTMLName.list("color face size"))
    private static let types = ["text/html", "application/xhtml+xml"].map { Array($0.utf8) }
}
