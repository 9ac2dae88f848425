import Glibc
import Platform
import Testing

@testable import Curl

@Suite("Sockets that are watched")
struct SocketWatchTests {
    /// Interests as libcurl tells them.
    private static let (toRead, toWrite, none): (Int32, Int32, Int32) = (1, 2, 4)

    /// A watch, and a descriptor whose number stays taken while what is behind it changes.
    private struct Bench: ~Copyable {
        let watch: SocketWatch
        let number: Int32
        private let waker: Int32

        init(_ number: Int32 = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)) {
            waker = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            watch = SocketWatch(waker: waker)
            self.number = number
        }

        deinit {
            _ = watch.close(number)
            close(waker)
        }

        /// Closes the socket without a word, and gives its number to another.
        func replace() {
            let other = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            #expect(dup2(other, number) == number)
            close(other)
        }

        /// Whether the kernel watches what is behind the number now.
        var isWatched: Bool {
            get throws {
                let path = "/proc/self/fdinfo/\(watch.epoll)"
                let text = String(
                    decoding: try FileBytes.read(path: path, limit: 64 << 10), as: UTF8.self)
                return text.split(separator: "\n").contains { line in
                    let words = line.split(separator: " ", omittingEmptySubsequences: true)
                    return words.first == "tfd:" && words.dropFirst().first == "\(number)"
                }
            }
        }
    }

    /// The resolver takes the number several times, for a socket that it closes without a word.
    private func expectResolversAreWatched(_ bench: borrowing Bench) throws {
        for _ in 0..<3 {
            bench.replace()
            bench.watch.set(bench.number, Self.toRead)
            let isWatched = try bench.isWatched
            #expect(isWatched)
            bench.watch.set(bench.number, Self.none)
        }
    }

    /// On TLS libcurl waits for the end of the handshake as it does for the answer, and tells only once.
    @Test("A connection stays watched from one transfer to the next", arguments: [true, false])
    func parked(isSecure: Bool) throws {
        let bench = Bench()
        bench.watch.opened(bench.number)
        bench.watch.set(bench.number, Self.toWrite)
        if isSecure { bench.watch.set(bench.number, Self.toRead) }
        bench.watch.connected(bench.number)
        for round in 0..<2 {
            if !isSecure || round > 0 { bench.watch.set(bench.number, Self.toRead) }
            bench.watch.set(bench.number, Self.none)
            let isWatched = try bench.isWatched
            #expect(isWatched)
        }
    }

    @Test(
        "What comes on a kept connection ends it, unless it is one of HTTP/2",
        arguments: [true, false])
    func keptConnection(isMultiplexed: Bool) {
        var pair: [Int32] = [-1, -1]
        #expect(unsafe socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &pair) == 0)
        defer { close(pair[1]) }
        let bench = Bench(pair[0])
        bench.watch.connected(bench.number)
        if isMultiplexed { bench.watch.noteMultiplexed(bench.number) }
        bench.watch.set(bench.number, Self.toRead)
        bench.watch.set(bench.number, Self.none)
        #expect(unsafe send(pair[1], "x", 1, 0) == 1)
        // libcurl is asked nothing while it wants nothing.
        let multi = UnsafeMutableRawPointer.allocate(byteCount: 1, alignment: 1)
        defer { unsafe multi.deallocate() }
        unsafe bench.watch.work(multi)
        var byte: UInt8 = 0
        let count = unsafe recv(pair[1], &byte, 1, Int32(MSG_DONTWAIT))
        // 0: it was shut down. Else there is nothing to read, but could be.
        #expect(count == (isMultiplexed ? -1 : 0))
    }

    @Test("A number whose attempt to connect was closed without a word is the resolver's")
    func failedAttempt() throws {
        let bench = Bench()
        try expectResolversAreWatched(bench)
        bench.watch.set(bench.number, Self.toWrite)
        bench.replace()
        bench.watch.set(bench.number, Self.none)
        try expectResolversAreWatched(bench)
    }

    @Test("What was wanted of a number is not wanted of the next connection that has it")
    func wantedBefore() throws {
        let bench = Bench()
        bench.watch.set(bench.number, Self.toRead)
        bench.replace()
        bench.watch.opened(bench.number)
        bench.watch.connected(bench.number)
        let isWatched = try bench.isWatched
        #expect(!isWatched)
    }

    @Test("What the kernel does not know is taken for nothing known", arguments: [true, false])
    func unknown(isWatched: Bool) throws {
        let bench = Bench()
        bench.watch.connected(bench.number)
        if isWatched { bench.watch.set(bench.number, Self.toWrite) }
        bench.replace()
        bench.watch.set(bench.number, Self.none)
        try expectResolversAreWatched(bench)
    }
}
