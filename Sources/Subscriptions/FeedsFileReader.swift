internal import YAMLEvents

/// The reading was given up; why stands among the problems.
struct ReadingStopped: Error {}

/// Reads the events of a file within limits, and notes what is wrong.
final class FeedsFileReader {
    let file: String
    private let parser: YAMLEventParser
    private let bytes: [UInt8]
    private let problemLimit: Int
    private(set) var problems: [SubscriptionProblem] = []
    private var depth = 0

    /// Values nested deeper are refused; the format itself needs four levels.
    private static let depthLimit = 16
    /// Values within one tree: a feed with all its tags, headers and rules.
    private static let nodeLimit = 1_000

    init(
        _ bytes: [UInt8], file: String, problemLimit: Int
    ) throws(YAMLSyntaxError) {
        self.file = file
        self.bytes = bytes
        self.problemLimit = problemLimit
        parser = try YAMLEventParser(bytes)
    }

    /// As editors of Windows save what they call Unicode.
    private var isUTF16: Bool {
        bytes.starts(with: [0xff, 0xfe]) || bytes.starts(with: [0xfe, 0xff])
            || bytes.count >= 2 && (bytes[0] == 0) != (bytes[1] == 0)
    }

    // MARK: - Problems

    /// Notes a problem, and gives up when there are enough of them.
    func note(_ kind: SubscriptionProblem.Kind, at mark: YAMLMark) throws(ReadingStopped) {
        problems.append(
            SubscriptionProblem(file: file, line: mark.line, column: mark.column, kind: kind))
        if problems.count >= problemLimit { throw ReadingStopped() }
    }

    /// Notes a problem behind which nothing can be understood.
    func stop(_ kind: SubscriptionProblem.Kind, at mark: YAMLMark) -> ReadingStopped {
        problems.append(
            SubscriptionProblem(file: file, line: mark.line, column: mark.column, kind: kind))
        return ReadingStopped()
    }

    // MARK: - Events

    /// The next event, tags and anchors refused.
    func next() throws(ReadingStopped) -> YAMLEvent {
        let event: YAMLEvent
        do throws(YAMLSyntaxError) {
            event = try parser.next()
        } catch {
            if isUTF16 {
                throw stop(
                    .syntax("the file is in UTF-16: save it as UTF-8"),
                    at: YAMLMark(line: 1, column: 1))
            }
            throw stop(.syntax(explanation(of: error)), at: error.mark)
        }
        switch event.kind {
        case .sequenceStart, .mappingStart:
            depth += 1
            guard depth <= FeedsFileReader.depthLimit else {
                throw stop(
                    .tooMuch("values nested deeper than \(FeedsFileReader.depthLimit) levels"),
                    at: event.start)
            }
        case .sequenceEnd, .mappingEnd:
            depth -= 1
        case .alias(let name):
            try note(
                .refused("alias \(Quoted("*" + name)): write the value itself"), at: event.start)
        default:
            break
        }
        if let anchor = event.anchor {
            try note(
                .refused("anchor \(Quoted("&" + anchor)): feeds.yml has no aliases"),
                at: event.start)
        }
        if let tag = event.tag {
            try note(
                .refused("tag \(Quoted(tag)): feeds.yml has no types; remove it"), at: event.start)
        }
        return event
    }

    /// Reads the whole value that `event` begins.
    func node(from event: YAMLEvent) throws(ReadingStopped) -> YAMLNode {
        var room = FeedsFileReader.nodeLimit
        return try node(from: event, room: &room)
    }

    /// Reads the whole value that `event` begins, and forgets it.
    func skip(from event: YAMLEvent) throws(ReadingStopped) {
        let outer = depth
        guard isStart(event.kind) else { return }
        while depth >= outer { _ = try next() }
    }

    // Recursive within the depth limit.
    private func node(
        from event: YAMLEvent, room: inout Int
    ) throws(ReadingStopped) -> YAMLNode {
        room -= 1
        guard room >= 0 else {
            throw stop(
                .tooMuch("more than \(FeedsFileReader.nodeLimit) values in one place"),
                at: event.start)
        }
        let content: YAMLNode.Content
        var end = event.end
        switch event.kind {
        case .scalar(let text, let style):
            content = .scalar(text, style: style)
        case .sequenceStart(let isFlow):
            var items: [YAMLNode] = []
            var next = try self.next()
            while next.kind != .sequenceEnd {
                items.append(try node(from: next, room: &room))
                next = try self.next()
            }
            // Where a block ends is only seen where the next thing begins.
            end = isFlow ? next.end : items.last?.end ?? end
            content = .sequence(items, isFlow: isFlow)
        case .mappingStart(let isFlow):
            var entries: [(key: YAMLNode, value: YAMLNode)] = []
            var next = try self.next()
            while next.kind != .mappingEnd {
                let key = try node(from: next, room: &room)
                entries.append((key, try node(from: self.next(), room: &room)))
                next = try self.next()
            }
            end = isFlow ? next.end : entries.last?.value.end ?? end
            content = .mapping(entries, isFlow: isFlow)
        default:
            content = .refused
        }
        return YAMLNode(content: content, start: event.start, end: end)
    }

    private func isStart(_ kind: YAMLEvent.Kind) -> Bool {
        switch kind {
        case .sequenceStart, .mappingStart: true
        default: false
        }
    }

    /// libyaml's words, but for the one fault that they do not make clear.
    private func explanation(of error: YAMLSyntaxError) -> String {
        if LineTable(bytes).byte(at: error.mark) == UInt8(ascii: "\t") {
            return "a tab where YAML wants spaces"
        }
        if error.problem.contains("UTF-8") {
            return "the file is not in UTF-8: save it as UTF-8"
        }
        let remedy = remedy(for: error).map { "; " + $0 } ?? ""
        guard let line = error.contextLine, line != error.mark.line else {
            return "not YAML: \(error.problem)\(remedy)"
        }
        return "not YAML: \(error.problem) that begins on line \(line)\(remedy)"
    }

    /// What to do about the faults that are made by who does not think of YAML: those in a title.
    private func remedy(for error: YAMLSyntaxError) -> String? {
        if error.problem.hasPrefix("mapping values are not allowed") {
            return "a text with \": \" in it wants quotes: title: \"News: World\""
        }
        if error.problem.hasPrefix("found character that cannot start any token"),
            let byte = LineTable(bytes).byte(at: error.mark), (0x21...0x7e).contains(byte)
        {
            let character = Character(Unicode.Scalar(byte))
            return "a text that begins with \(character) wants quotes"
        }
        return nil
    }
}
