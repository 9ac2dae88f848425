internal import Values
internal import YAMLEvents

/// The value of a key of a feed, as it is written.
enum KeyValue: Hashable {
    /// Stands as it is: a number, a span, `true`.
    case word(String)
    /// Gets quotes where it needs them.
    case text(String)
    case list([String])
    case headers([RequestHeader])

    /// As YAML; of a text in these quotes where it is possible.
    func written(style: YAMLEvent.ScalarStyle = .plain) -> String {
        switch self {
        case .word(let word): word
        case .text(let text): YAMLText(text, style: style).description
        case .list(let texts):
            "[" + texts.map { YAMLText($0).description }.joined(separator: ", ") + "]"
        case .headers(let headers):
            "{"
                + headers.map { "\(YAMLText($0.name)): \(YAMLText($0.value))" }
                .joined(separator: ", ") + "}"
        }
    }

    /// For a person; of headers only the names, since what is sent may be a secret.
    var told: String {
        switch self {
        case .word(let text), .text(let text): text
        case .list(let texts): "[\(texts.joined(separator: ", "))]"
        case .headers(let headers): "[\(headers.map(\.name).joined(separator: ", "))]"
        }
    }
}

/// A key of a feed with its value, where they stand in the file.
struct FeedField {
    let name: String
    let key: YAMLMark
    let keyEnd: YAMLMark
    let value: FieldPart
    /// The last line that it fills.
    let lastLine: Int
    /// Of a list what it holds.
    let items: [FieldPart]
    /// Of a list whether it stands in brackets.
    let isFlow: Bool

    init(name: String, key: YAMLNode, value: YAMLNode) {
        self.name = name
        self.key = key.start
        keyEnd = key.end
        self.value = FieldPart(value)
        lastLine = value.lastLine
        if case .sequence(let nodes, let isFlow) = value.content {
            items = nodes.map(FieldPart.init)
            self.isFlow = isFlow
        } else {
            (items, isFlow) = ([], false)
        }
    }

    /// What an item of the list says, however it is spelled: a rule of `allow_private` in the form in which
    /// permits are told, all else as it stands.
    func meaning(_ item: String) -> String {
        guard name == SubscriptionChange.Key.allowPrivate.rawValue else { return item }
        return (try? AddressRule(parsing: item))?.description ?? item
    }
}

/// A value in the file: where it stands, up to the place behind it.
struct FieldPart {
    /// Nil of what is no text.
    let text: String?
    let style: YAMLEvent.ScalarStyle
    let from: YAMLMark
    let to: YAMLMark
    let lastLine: Int

    init(_ node: YAMLNode) {
        if case .scalar(let text, let style) = node.content {
            (self.text, self.style) = (text, style)
        } else {
            (text, style) = (nil, .plain)
        }
        (from, to, lastLine) = (node.start, node.end, node.lastLine)
    }
}
