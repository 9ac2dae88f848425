import Glibc
public import Platform

/// Standard output or standard error: whole writes, or the word that nobody reads any more.
public enum StandardStream: Int32, Sendable {
    case output = 1
    case error = 2

    /// The errno of the first write to each that failed; 0 for none.
    private static let failures = Locked<(output: Int32, error: Int32)>((0, 0))

    private var code: Int32 {
        Self.failures.withLock { self == .output ? $0.output : $0.error }
    }

    private func note(_ code: Int32) {
        Self.failures.withLock { failures in
            switch self {
            case .output: if failures.output == 0 { failures.output = code }
            case .error: if failures.error == 0 { failures.error = code }
            }
        }
    }

    /// Why a write to the stream failed since the program began; nil when none did, or when only the
    /// reader has gone (EPIPE), which is how a pipe into `head` ends.
    public var failure: FileError? {
        let code = code
        guard code != 0, code != EPIPE else { return nil }
        let path = self == .output ? "standard output" : "standard error"
        return .system(operation: "write", path: path, code: code)
    }

    /// Writes all of `bytes`; false when the reader has gone (EPIPE) or the write failed, which
    /// `failure` remembers. What a person is to read at a terminal may go through the pager
    /// (`PagedOutput`).
    @discardableResult
    public func write(_ bytes: [UInt8]) -> Bool {
        switch self {
        case .output: PagedOutput.write(bytes)
        case .error: PagedOutput.makesRoom(for: bytes) ? put(bytes) : true
        }
    }

    /// The same, past the pager.
    @discardableResult
    func put(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                let slice = UnsafeRawBufferPointer(rebasing: rest)
                let written = Glibc.write(rawValue, slice.baseAddress, slice.count)
                if written < 0 {
                    let code = errno
                    if code == EINTR || code == EAGAIN && waitForRoom() { continue }
                    note(code)
                    return false
                }
                rest = rest.dropFirst(written)
            }
            return true
        }
    }

    /// Waits until there is room again, however long that takes: a stream may be one that does not wait by
    /// itself (O_NONBLOCK), as whoever shares it has it. False where that cannot be waited for.
    private func waitForRoom() -> Bool {
        var room = pollfd(fd: rawValue, events: Int16(POLLOUT), revents: 0)
        return poll(&room, 1, -1) > 0 || errno == EINTR
    }

    /// Whether the other end of the pipe or socket that the stream is has been closed: a write would tell that
    /// nobody reads any more (EPIPE). Of a file or a terminal never.
    public var isAbandoned: Bool { isAbandoned(within: 0) }

    /// Calls `body` once nobody reads any more, as `isAbandoned` tells. A thread waits for it until the program
    /// ends; where the system has none to give, only a write finds it out.
    public func onAbandoned(_ body: @escaping @Sendable () -> Void) {
        guard isPipe else { return }
        try? OwnThread.detach { if isAbandoned(within: -1) { body() } }
    }

    /// - Parameter milliseconds: how long to wait for it; -1: as long as it takes.
    private func isAbandoned(within milliseconds: Int32) -> Bool {
        guard isPipe else { return false }
        // POLLERR and POLLHUP are told without being asked for, and nothing else is.
        var end = pollfd(fd: rawValue, events: 0, revents: 0)
        while true {
            let found = poll(&end, 1, milliseconds)
            if found < 0, errno == EINTR { continue }
            return found > 0 && end.revents & Int16(POLLERR | POLLHUP) != 0
        }
    }

    private var isPipe: Bool {
        var status = stat()
        guard fstat(rawValue, &status) == 0 else { return false }
        let kind = status.st_mode & S_IFMT
        return kind == S_IFIFO || kind == S_IFSOCK
    }

    /// Takes the places of standard input, output and error where the program was started without:
    /// else the next file that is opened would be written to in their stead. Reading and writing
    /// there fails as it would have (EBADF).
    public static func hold() {
        for number in Int32(0)...2 where fcntl(number, F_GETFD) < 0 && errno == EBADF {
            // The lowest number that is free, so this one; opened for what nobody does with it.
            _ = open("/dev/null", number == 0 ? O_WRONLY : O_RDONLY)
        }
    }

    /// Writes `text` as UTF-8.
    @discardableResult
    public func write(_ text: String) -> Bool { write(Array(text.utf8)) }

    /// Whether a person sees it: the stream is a terminal.
    public var isTerminal: Bool { isatty(rawValue) == 1 }

    /// Whether a person can be asked: questions go to standard error, answers come from standard input.
    public static var isInteractive: Bool { isatty(0) == 1 && isatty(2) == 1 }

    /// The columns of the terminal behind the stream; nil when there is none.
    public var columns: Int? {
        size.flatMap { $0.ws_col > 0 ? Int($0.ws_col) : nil }
    }

    /// The width for text on it: `COLUMNS` where that is set, else that of the terminal; nil where it is
    /// none.
    public var textColumns: Int? {
        guard isTerminal else { return nil }
        let wanted = ProcessEnvironment.value(of: "COLUMNS").flatMap { Int($0) }
        if let wanted, wanted > 0 { return min(wanted, 10_000) }
        return columns ?? 80
    }

    /// The lines of the terminal behind the stream; nil when there is none.
    public var lines: Int? {
        size.flatMap { $0.ws_row > 0 ? Int($0.ws_row) : nil }
    }

    private var size: winsize? {
        var size = winsize()
        return ioctl(rawValue, UInt(TIOCGWINSZ), &size) == 0 ? size : nil
    }
}
