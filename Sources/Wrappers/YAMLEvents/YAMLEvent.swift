/// A place in a YAML text, for people: the first line is 1, and so is the first column. Columns
/// count characters (code points).
public struct YAMLMark: Hashable, Sendable {
    public let line: Int
    public let column: Int

    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}

/// One step of the reading of a YAML text: its serialization tree, flattened (YAML 1.1, 3.1).
public struct YAMLEvent: Sendable {
    public enum Kind: Hashable, Sendable {
        case documentStart
        /// `isExplicit`: by a line `...`.
        case documentEnd(isExplicit: Bool)
        case scalar(String, style: ScalarStyle)
        case sequenceStart(isFlow: Bool)
        case sequenceEnd
        case mappingStart(isFlow: Bool)
        case mappingEnd
        /// `*name`: the value stands elsewhere.
        case alias(String)
        /// The end of the text; no event follows.
        case streamEnd
    }

    public enum ScalarStyle: Hashable, Sendable {
        case plain
        case singleQuoted
        case doubleQuoted
        /// `|` or `>`.
        case block
    }

    public let kind: Kind
    /// `&name` before the value.
    public let anchor: String?
    /// `!tag` before the value.
    public let tag: String?
    /// Where it begins. Of an end of a block sequence or mapping: where the next token begins.
    public let start: YAMLMark
    /// Where it ends: the place behind its last character.
    public let end: YAMLMark
}

/// Why a text is not YAML, and where.
public struct YAMLSyntaxError: Error, Hashable, Sendable {
    /// In libyaml's words: `did not find expected key while parsing a block mapping`.
    public let problem: String
    public let mark: YAMLMark
    /// The line on which the thing that was being read begins.
    public let contextLine: Int?
}
