internal import YAMLEvents

/// A value of the file with its place: small parts of it, such as one feed, are read as a tree.
struct YAMLNode {
    enum Content {
        case scalar(String, style: YAMLEvent.ScalarStyle)
        case sequence([YAMLNode], isFlow: Bool)
        case mapping([(key: YAMLNode, value: YAMLNode)], isFlow: Bool)
        /// An alias, of which a problem was noted: nothing more is to be said about it.
        case refused
    }

    let content: Content
    let start: YAMLMark
    /// The place behind its last character.
    let end: YAMLMark

    /// The last line that it fills: a block scalar ends where the next line begins.
    var lastLine: Int {
        end.column == 1 && end.line > start.line ? end.line - 1 : end.line
    }

    /// Whether nothing is written, or one of YAML's words for it.
    var isNull: Bool {
        guard case .scalar(let text, .plain) = content else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(text)
    }

    /// What stands there, for a message.
    var found: String {
        switch content {
        case .scalar where isNull: "nothing"
        case .scalar(let text, _): "\(Quoted(text))"
        case .sequence: "a list"
        case .mapping: "keys and values"
        case .refused: "an alias"
        }
    }
}
