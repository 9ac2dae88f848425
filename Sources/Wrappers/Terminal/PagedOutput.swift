import Platform

/// Standard output on a terminal, held back until it is known whether it fits on the screen: what
/// does goes there, what is longer goes through the pager.
public enum PagedOutput {
    private enum State {
        /// Output goes where it always goes.
        case off
        case holding(HeldOutput, command: String)
        /// What was told on standard error is kept until the terminal is free, and what the pager was given
        /// until it is certain that it runs; nil: it does.
        case paging(Pager, given: [UInt8]?, told: [UInt8])
        /// The person has left the pager.
        case left
    }

    private static let state = Locked(State.off)

    /// From now on what is written to standard output is paged, if it is a terminal and there is a pager.
    public static func begin() {
        let output = StandardStream.output
        guard output.isTerminal, let lines = output.lines, let columns = output.columns,
            ProcessEnvironment.value(of: "TERM") != "dumb", let command = Pager.command
        else { return }
        let held = HeldOutput(lines: lines, columns: columns)
        state.withLock { $0 = .holding(held, command: command) }
    }

    /// Writes what is held back, or waits until the person has read.
    public static func end() {
        switch state.withLock({ swap(&$0, for: .off) }) {
        case .off, .left: break
        case .holding(let held, _): StandardStream.output.put(held.bytes)
        case .paging(let pager, let given, let told):
            if !pager.end(), let given { StandardStream.output.put(given) }
            StandardStream.error.put(told)
        }
    }

    /// More than a pipe holds: who takes it runs.
    private static let mostGiven = 1 << 20

    /// Hands over to the pager. Where there is none behind the shell, what it was given goes to the
    /// terminal, and so does the rest; false once it was left.
    private static func page(_ bytes: [UInt8], by pager: Pager) -> Bool {
        if pager.write(bytes) {
            state.withLock { state in
                guard case .paging(_, let given?, let told) = state else { return }
                let all = given + bytes
                state = .paging(pager, given: all.count > mostGiven ? nil : all, told: told)
            }
            return true
        }
        guard case .paging(_, let given, let told) = state.withLock({ swap(&$0, for: .left) })
        else {
            return false
        }
        let isThere = pager.end()
        var isRead = false
        if !isThere, let given {
            state.withLock { $0 = .off }
            isRead = StandardStream.output.put(given + bytes)
        }
        StandardStream.error.put(told)
        return isRead
    }

    /// Writes to standard output; false when the pager was left, or nobody reads any more.
    static func write(_ bytes: [UInt8]) -> Bool {
        enum Place {
            case stream, held, nowhere
            case pager(Pager)
            case overflow([UInt8], command: String)
        }
        let place: Place = state.withLock { state in
            switch state {
            case .off: return .stream
            case .left: return .nowhere
            case .paging(let pager, _, _): return .pager(pager)
            case .holding(var held, let command):
                state = .off
                held.add(bytes)
                if held.isLong { return .overflow(held.bytes, command: command) }
                state = .holding(held, command: command)
                return .held
            }
        }
        switch place {
        case .stream: return StandardStream.output.put(bytes)
        case .held: return true
        case .nowhere: return false
        case .pager(let pager): return page(bytes, by: pager)
        case .overflow(let all, let command):
            guard let pager = try? Pager(command) else { return StandardStream.output.put(all) }
            state.withLock { $0 = .paging(pager, given: [], told: []) }
            return page(all, by: pager)
        }
    }

    /// Makes room on the terminal for a word on standard error; false where it is kept until the pager
    /// has ended.
    static func makesRoom(for bytes: [UInt8]) -> Bool {
        guard StandardStream.error.isTerminal else { return true }
        return state.withLock { state in
            switch state {
            case .off, .left: return true
            case .paging(let pager, let given, let told):
                state = .paging(pager, given: given, told: told + bytes)
                return false
            case .holding(let held, _):
                // What comes behind data is to stand behind them, whichever thread tells it.
                if !held.bytes.isEmpty {
                    StandardStream.output.put(held.bytes)
                    state = .off
                }
                return true
            }
        }
    }

    private static func swap(_ state: inout State, for next: State) -> State {
        defer { state = next }
        return state
    }
}

/// Output that may fit on a screen.
struct HeldOutput {
    private(set) var bytes: [UInt8] = []
    private let lines: Int
    private let columns: Int
    /// Of the lines that are complete, how many of the screen they take.
    private var rows = 0
    /// Where the line begins that is not complete.
    private var start = 0

    init(lines: Int, columns: Int) {
        (self.lines, self.columns) = (lines, columns)
    }

    mutating func add(_ piece: [UInt8]) {
        bytes += piece
        while rows < lines, let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
            rows += height(of: bytes[start..<end])
            start = end + 1
        }
    }

    /// Whether it takes more than the screen has, with a line left for what is typed next.
    var isLong: Bool {
        rows + (start < bytes.count ? height(of: bytes[start...]) : 0) >= lines
    }

    /// The lines of the screen that a line takes.
    private func height(of line: ArraySlice<UInt8>) -> Int {
        if line.count <= columns, !line.contains(UInt8(ascii: "\t")) { return 1 }
        // Of a line that is too long in any case it is enough to see its beginning.
        let text = String(decoding: line.prefix(4 * columns * lines), as: UTF8.self)
        var width = 0
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            if scalar == "\u{1b}" {
                // A colour takes no room: ESC [ numbers m.
                while let next = rest.popFirst(), next != "m" {}
            } else if scalar == "\t" {
                // To the next stop of the terminal.
                width += 8 - width % 8
            } else {
                width += DisplayWidth.of(scalar)
            }
        }
        return max(1, (width + columns - 1) / columns)
    }
}
