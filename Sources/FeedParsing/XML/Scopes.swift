internal import Values
internal import XMLPush

/// What `xml:base` and `xml:lang` say at the place that is being read.
struct Scopes {
    private var bases: [(depth: Int, url: WebURL?, isOwn: Bool)]
    private var languages: [(depth: Int, tag: String)] = []

    /// In bytes.
    private let longestBase: Int

    init(base: WebURL?, limits: ParseLimits) {
        longestBase = limits.baseBytes
        bases = [(0, base, false)]
    }

    /// What relative references are resolved against.
    var base: WebURL? { bases.last?.url }

    /// Whether the document alone tells it, with a whole address, wherever it was had from.
    var isBaseOwn: Bool { bases.last?.isOwn ?? false }

    /// How deep the element stands that set the base.
    var baseDepth: Int { bases.last?.depth ?? 0 }

    /// The language in force; nil when none was declared, or it was taken back.
    var language: String? { languages.last.flatMap { $0.tag.isEmpty ? nil : $0.tag } }

    /// An element at `depth` begins.
    mutating func enter(_ depth: Int, _ attributes: XMLAttributes) {
        if let reference = attributes.value("base", prefix: "xml") {
            // A base that is no web address changes nothing: what it would make is none either.
            // Nor does one that is longer than any folder's: each relative address would pay for it.
            let url = WebURL(reference, relativeTo: base)
            let isShort = url.map { $0.string.utf8.count <= longestBase } ?? false
            let isOwn = isBaseOwn || isShort && WebURL(reference) != nil
            bases.append((depth, isShort ? url : base, isOwn))
        }
        if let tag = attributes.value("lang", prefix: "xml") { languages.append((depth, tag)) }
    }

    /// An element at `depth` ends.
    mutating func leave(_ depth: Int) {
        if let last = bases.last, last.depth == depth, depth > 0 { bases.removeLast() }
        if let last = languages.last, last.depth == depth { languages.removeLast() }
    }
}
