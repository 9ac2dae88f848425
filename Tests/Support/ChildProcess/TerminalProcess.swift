import Glibc
import Platform
import Waiting

/// A program that a test runs on a terminal of its own, a pseudo-terminal at whose other end the test
/// sits: it reads what is shown, and may type.
public final class TerminalProcess: @unchecked Sendable {
    // The mutable state is behind a lock.
    private let end: ChildEnd
    private let terminal: Int32
    private let seen = Locked<[UInt8]>([])

    // TIOCSPTLCK and TIOCGPTN of ioctl_tty(2), POSIX_SPAWN_SETSID of posix_spawn(3).
    private static let setLock: UInt = 0x4004_5431
    private static let getNumber: UInt = 0x8004_5430
    private static let newSession: Int16 = 0x80

    /// Starts `program` with `arguments` in the environment of this process with `environment` put
    /// over it, on a terminal of this size. TERM is `xterm`.
    public init(
        _ program: String, _ arguments: [String], environment: [String: String] = [:],
        columns: Int = 80, lines: Int = 24
    ) throws {
        // As openpty does it, which would hand the terminal down to children of other tests.
        terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var lock: Int32 = 0
        var number: Int32 = 0
        guard terminal >= 0, ioctl(terminal, Self.setLock, &lock) == 0,
            ioctl(terminal, Self.getNumber, &number) == 0
        else { throw ChildProcess.SpawnError(program: "/dev/ptmx", code: errno) }
        var size = winsize(
            ws_row: UInt16(lines), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(terminal, UInt(TIOCSWINSZ), &size)
        _ = fcntl(terminal, F_SETFL, O_NONBLOCK)

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/pts/\(number)", O_RDWR, 0)
        posix_spawn_file_actions_adddup2(&actions, 0, 1)
        posix_spawn_file_actions_adddup2(&actions, 0, 2)

        do {
            // A session of its own: the terminal that it opens first is then its own.
            end = ChildEnd(
                of: try ChildProcess.spawn(
                    program, arguments,
                    environment: ["TERM": "xterm"].merging(environment) { $1 }, actions: &actions,
                    flags: Self.newSession))
        } catch {
            close(terminal)
            throw error
        }
    }

    deinit {
        end.force()
        close(terminal)
    }

    /// All that was shown so far, escape sequences and all; its line ends are plain ones.
    public var output: String {
        seen.withLock { seen in
            read(into: &seen)
            return String(decoding: seen, as: UTF8.self).replacing("\r\n", with: "\n")
        }
    }

    /// Types `text`, in which a line break is the key Enter.
    public func type(_ text: String) {
        let bytes = Array(text.utf8)
        _ = write(terminal, bytes, bytes.count)
    }

    /// Gives the terminal another size, of which its program is told by SIGWINCH.
    public func resize(columns: Int, lines: Int) {
        var size = winsize(
            ws_row: UInt16(lines), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(terminal, UInt(TIOCSWINSZ), &size)
    }

    /// How it ended; nil while it runs.
    public var ending: ChildProcess.Ending? {
        seen.withLock { read(into: &$0) }
        return end.ending
    }

    /// Waits for its end; nil when it still runs after the longest wait.
    public func wait() async throws -> ChildProcess.Ending? {
        _ = try await becomesTrue { ending != nil }
        return ending
    }

    /// Waits until it shows `text`, up to the longest wait; whether it does.
    public func shows(_ text: String) async throws -> Bool {
        _ = try await becomesTrue { output.contains(text) || ending != nil }
        return output.contains(text)
    }

    /// Takes what has come: a terminal holds a few thousand bytes, and then its program waits.
    private func read(into seen: inout [UInt8]) {
        var chunk = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = Glibc.read(terminal, &chunk, chunk.count)
            // Nothing is there yet, or the program has gone.
            if count <= 0 { return }
            seen += chunk[..<count]
        }
    }
}
