import Glibc
internal import Platform

/// A standard stream for whom must not wait for its reader: a write to a full pipe, or to a terminal whose
/// other end nobody reads, lasts until somebody does, be it for ever.
public final class UnwaitingOutput: Sendable {
    private let file: Int32
    /// Whether `file` is a description of our own, whose writes do not wait. That of the stream is shared
    /// with other programs, such as the shell, for which nothing may be set there.
    private let isOwn: Bool

    /// Opens a terminal or a pipe anew. What cannot be, as a socket, or a terminal of another user, is
    /// written to as it is: a pipe or a socket with room takes `PIPE_BUF` bytes at once (pipe(7)), and of a
    /// file nobody has to make any.
    public init(_ stream: StandardStream) {
        var status = stat()
        let isPipe =
            fstat(stream.rawValue, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO
        let own =
            isPipe || stream.isTerminal
            ? open(
                "/proc/self/fd/\(stream.rawValue)", O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
            : -1
        isOwn = own >= 0
        file = isOwn ? own : stream.rawValue
    }

    deinit { if isOwn { close(file) } }

    /// Writes all of `bytes` unless there is no room for them within so many milliseconds: then, and where
    /// nobody can read them any more, false, and a part may be written.
    @discardableResult
    public func write(_ bytes: [UInt8], waitingUpTo milliseconds: Int32) -> Bool {
        let patience = UInt64(max(0, milliseconds)) * 1_000_000
        let end = SystemTime.monotonicNanoseconds() + patience
        var rest = bytes[...]
        while !rest.isEmpty {
            if !isOwn, !hasRoom(until: end) { return false }
            let piece = rest.prefix(Int(PIPE_BUF))
            let count = piece.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN {
                guard hasRoom(until: end) else { return false }
                // A terminal tells of room for one byte, and a line break may want two.
                usleep(1_000)
                if SystemTime.monotonicNanoseconds() >= end { return false }
            } else if errno != EINTR {
                return false
            }
        }
        return true
    }

    /// Waits for room until `end`, in nanoseconds of the monotonic clock.
    private func hasRoom(until end: UInt64) -> Bool {
        while true {
            let now = SystemTime.monotonicNanoseconds()
            let left = end > now ? Int32(clamping: (end - now + 999_999) / 1_000_000) : 0
            var room = pollfd(fd: file, events: Int16(POLLOUT), revents: 0)
            let found = poll(&room, 1, left)
            if found < 0, errno == EINTR { continue }
            return found != 0
        }
    }
}
