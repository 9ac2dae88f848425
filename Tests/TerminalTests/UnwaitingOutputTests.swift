import Glibc
import Platform
import Testing

@testable import Terminal

/// Each in a process of its own, whose standard error it is; one that waits for ever the alarm ends.
struct UnwaitingOutputTests {
    private static let line = Array((String(repeating: "x", count: 62) + "\n").utf8)

    /// Writes lines until one is lost; whether one was before there were too many for any buffer.
    private static func fill(_ output: UnwaitingOutput) -> Bool {
        (0..<100_000).contains { _ in !output.write(line, waitingUpTo: 20) }
    }

    /// Reads what there is from `end`, and answers how much that was.
    private static func drain(_ end: Int32) -> Int {
        _ = fcntl(end, F_SETFL, O_NONBLOCK)
        var piece = [UInt8](repeating: 0, count: 10_000)
        var count = 0
        while true {
            let read = Glibc.read(end, &piece, piece.count)
            if read <= 0 { return count }
            count += read
        }
    }

    @Test func `a terminal that nobody reads costs the line and not the program`() async {
        await #expect(processExitsWith: .success) {
            alarm(120)
            let reader = open("/dev/ptmx", O_RDWR | O_NOCTTY)
            var lock: Int32 = 0
            var number: Int32 = 0
            // TIOCSPTLCK and TIOCGPTN of ioctl_tty(2).
            #expect(ioctl(reader, 0x4004_5431, &lock) == 0)
            #expect(ioctl(reader, 0x8004_5430, &number) == 0)
            #expect(dup2(open("/dev/pts/\(number)", O_RDWR | O_NOCTTY), 2) == 2)
            let output = UnwaitingOutput(.error)
            #expect(UnwaitingOutputTests.fill(output))
            // Nothing is set for others that have it.
            #expect(fcntl(2, F_GETFL) & O_NONBLOCK == 0)
            #expect(UnwaitingOutputTests.drain(reader) > 1_000)
            #expect(output.write(UnwaitingOutputTests.line, waitingUpTo: 60_000))
        }
    }

    @Test func `a pipe that nobody reads costs the line and not the program`() async {
        await #expect(processExitsWith: .success) {
            alarm(120)
            var ends: [Int32] = [-1, -1]
            #expect(pipe(&ends) == 0)
            #expect(dup2(ends[1], 2) == 2)
            let output = UnwaitingOutput(.error)
            #expect(UnwaitingOutputTests.fill(output))
            #expect(fcntl(2, F_GETFL) & O_NONBLOCK == 0)
            #expect(UnwaitingOutputTests.drain(ends[0]) > 4_096)
            #expect(output.write(UnwaitingOutputTests.line, waitingUpTo: 60_000))
        }
    }

    /// Which cannot be opened anew; journald's is one.
    @Test func `a socket that nobody reads costs the line and not the program`() async {
        await #expect(processExitsWith: .success) {
            alarm(120)
            var ends: [Int32] = [-1, -1]
            #expect(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
            #expect(dup2(ends[1], 2) == 2)
            let output = UnwaitingOutput(.error)
            #expect(UnwaitingOutputTests.fill(output))
            #expect(UnwaitingOutputTests.drain(ends[0]) > 4_096)
            #expect(output.write(UnwaitingOutputTests.line, waitingUpTo: 60_000))
        }
    }
}
