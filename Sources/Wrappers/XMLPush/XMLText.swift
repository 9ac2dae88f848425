import Bytes

/// The text of the element that is being read, gathered from its pieces.
public final class XMLText {
    /// What becomes of character data.
    public enum Mode: Sendable {
        case ignored
        /// Character data as it is.
        case plain
        /// Character data that becomes part of markup: with `&`, `<` and `>` escaped.
        case escaped
    }

    private struct State: ~Copyable {
        var mode = Mode.ignored
        var isCut = false
        var written = ByteBuilder(capacity: 4_096)
    }

    // In memory of its own: a property would be guarded against being read while it is written, at
    // each of the many pieces that a text comes in.
    private let state = UnsafeMutablePointer<State>.allocate(capacity: 1)
    private let limit: Int

    /// `limit` is the most bytes that one element's text may have; what is beyond is dropped, but for
    /// the rest of a tag that began before it.
    public init(limit: Int) {
        self.limit = limit
        state.initialize(to: State())
    }

    deinit {
        state.deinitialize(count: 1)
        state.deallocate()
    }

    /// What happens to character data from here on.
    public var mode: Mode {
        get { state.pointee.mode }
        set { state.pointee.mode = newValue }
    }

    /// Whether character data was dropped since there was more than the limit.
    public var isCut: Bool { state.pointee.isCut }

    /// How many bytes there are.
    public var count: Int { state.pointee.written.count }

    /// The text so far.
    public var bytes: [UInt8] { state.pointee.written.array }

    /// Whether nothing but white space stands behind the first `start` bytes.
    public func isBlank(from start: Int) -> Bool {
        state.pointee.written.withSpan { text in
            // XML has no other characters down there.
            for index in start..<max(start, text.count) where text[index] > 0x20 { return false }
            return true
        }
    }

    /// Forgets the text so far.
    public func begin(_ mode: Mode) {
        state.pointee.written.removeAll()
        state.pointee.mode = mode
    }

    /// Takes character data in.
    func append(_ characters: Span<UInt8>) {
        switch state.pointee.mode {
        case .ignored: return
        case .plain:
            let room = room(for: characters)
            state.pointee.written.append(characters.extracting(first: room))
        case .escaped:
            let room = room(for: characters)
            state.pointee.written.append(escaping: characters.extracting(first: room), quotes: true)
        }
    }

    /// For how many of the bytes there is room; no character is cut in two.
    private func room(for characters: Span<UInt8>) -> Int {
        var room = max(0, limit - state.pointee.written.count)
        if characters.count <= room { return characters.count }
        state.pointee.isCut = true
        while room > 0, characters[room] & 0xc0 == 0x80 { room -= 1 }
        return room
    }

    /// Markup where text was announced: what is there so far becomes part of it.
    public func becomeMarkup() {
        let text = bytes
        begin(.escaped)
        state.pointee.written.append(escaping: text.span, quotes: true)
    }

    /// Writes a start tag, unless the limit is reached; `attributes` are its names and values.
    public func writeStart(_ name: String, _ attributes: [(name: String, value: String)]) {
        guard hasRoom() else { return }
        state.pointee.written.append(UInt8(ascii: "<"))
        state.pointee.written.append(name.utf8.span)
        for attribute in attributes {
            state.pointee.written.append(0x20)
            state.pointee.written.append(attribute.name.utf8.span)
            state.pointee.written.append("=\"")
            state.pointee.written.append(escaping: attribute.value.utf8.span, quotes: true)
            state.pointee.written.append(UInt8(ascii: "\""))
        }
        state.pointee.written.append(UInt8(ascii: ">"))
    }

    /// Whether a tag may still be written.
    private func hasRoom() -> Bool {
        if state.pointee.written.count < limit { return true }
        state.pointee.isCut = true
        return false
    }

    /// Writes an end tag, unless the limit is reached.
    public func writeEnd(_ name: String) {
        guard hasRoom() else { return }
        state.pointee.written.append("</")
        state.pointee.written.append(name.utf8.span)
        state.pointee.written.append(UInt8(ascii: ">"))
    }
}
