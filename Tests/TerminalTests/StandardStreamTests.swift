import Glibc
import Platform
import Testing

@testable import Terminal

struct StandardStreamTests {
    /// In a process of its own, whose standard output it is; one that waits for ever the alarm ends.
    @Test func `output that does not wait by itself is written whole`() async {
        await #expect(processExitsWith: .success) {
            alarm(120)
            var ends: [Int32] = [-1, -1]
            #expect(pipe(&ends) == 0)
            let (input, output) = (ends[0], ends[1])
            #expect(fcntl(output, F_SETFL, O_NONBLOCK) == 0)
            #expect(dup2(output, 1) == 1)
            let text = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            let read = Locked<[UInt8]>([])
            let reader = try OwnThread.start {
                // Begins once the pipe is full.
                var room = pollfd(fd: output, events: Int16(POLLOUT), revents: 0)
                while poll(&room, 1, 0) > 0 { usleep(1_000) }
                var piece = [UInt8](repeating: 0, count: 10_000)
                while read.withLock({ $0.count }) < text.count {
                    let count = Glibc.read(input, &piece, piece.count)
                    guard count > 0 else { return }
                    read.withLock { $0 += piece.prefix(count) }
                }
            }
            #expect(StandardStream.output.write(text))
            close(output)
            close(1)
            pthread_join(reader, nil)
            #expect(read.withLock { $0 } == text)
            #expect(StandardStream.output.failure == nil)
        }
    }

    @Test func `that nobody reads any more is told without a write, of pipes and sockets`() async {
        await #expect(processExitsWith: .success) {
            alarm(120)
            for isSocket in [false, true] {
                var ends: [Int32] = [-1, -1]
                let made =
                    isSocket
                    ? socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) : pipe(&ends)
                #expect(made == 0)
                #expect(dup2(ends[1], 1) == 1)
                close(ends[1])
                let (told, teller) = AsyncStream.makeStream(of: Void.self)
                StandardStream.output.onAbandoned { teller.yield() }
                #expect(!StandardStream.output.isAbandoned)
                close(ends[0])
                var tellings = told.makeAsyncIterator()
                #expect(await tellings.next() != nil)
                #expect(StandardStream.output.isAbandoned)
            }
            // A file has no reader that could go.
            let file = open("/dev/null", O_WRONLY)
            #expect(dup2(file, 1) == 1)
            #expect(!StandardStream.output.isAbandoned)
        }
    }
}
