import CCurl
import Glibc

/// The sockets that libcurl waits for, and when it wants to be called whatever they do
/// (curl_multi_socket_action(3)). Lives on the loop's thread alone.
///
/// `curl_multi_poll` and `curl_multi_perform` look at every transfer each time; this way a step costs
/// what its own sockets cost.
final class SocketWatch {
    /// The tests ask the kernel what it watches.
    let epoll: Int32
    /// Ends a wait from any thread; not closed here.
    private let waker: Int32
    /// Nanoseconds of the monotonic clock; nil: no time is set.
    private var deadline: UInt64?
    private var descriptors = [Int32](repeating: -1, count: SocketWatch.batch)
    private var readiness = [Int32](repeating: 0, count: SocketWatch.batch)
    /// By descriptor; those behind its end are `.foreign`.
    private var states: [State] = []
    /// By descriptor: what libcurl wanted last of a foreign one, 0 for nothing. It tells changes alone, and
    /// on TLS it wants the answer as it wanted the end of the handshake.
    private var wanted: [Int32] = []
    /// Connections of HTTP/2, where each frame says what it belongs to: what comes while none is awaited,
    /// such as settings, is no answer to the next request.
    private var multiplexed: Set<Int32> = []

    /// What is known of a descriptor. A connection that is kept for the next transfer stays watched:
    /// libcurl takes its interest back at the end of each, and has it again at the next.
    private enum State {
        /// One that libcurl may close without a word: its resolver's, or one that is not connected yet.
        /// Of it nothing is taken for known; the kernel is told each time.
        case foreign
        case unwatched
        /// Watched for something to read, which is wanted.
        case read
        /// Watched for something to read, while libcurl wants to hear of nothing. Whatever comes ends the
        /// connection, unless it is one of HTTP/2.
        case parked
        /// Watched for something else.
        case other
    }

    /// The sockets that one wait tells: more than are in use at once, as a rule.
    private static let batch = 256

    init(waker: Int32) {
        epoll = tidings_epoll_open()
        guard epoll >= 0, tidings_epoll_watch(epoll, waker, CURL_POLL_IN) == 0 else {
            fatalError("no epoll for the network: error \(errno)")
        }
        self.waker = waker
    }

    deinit { Glibc.close(epoll) }

    /// Makes libcurl tell what it waits for. This object must outlive the handle.
    func follow(_ multi: UnsafeMutableRawPointer) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        tidings_curl_multi_set_socket_callback(
            multi,
            { _, socket, interest, context, _ in
                SocketWatch.from(context)?.set(socket, interest)
                return 0
            }, context)
        tidings_curl_multi_set_timer_callback(
            multi,
            { _, milliseconds, context in
                SocketWatch.from(context)?.set(milliseconds: milliseconds)
                return 0
            }, context)
    }

    /// Waits for a socket, the time that libcurl set or the waker, and lets libcurl work.
    func work(_ multi: UnsafeMutableRawPointer) {
        let count = tidings_epoll_wait(
            epoll, &descriptors, &readiness, Int32(SocketWatch.batch), patience)
        var running: Int32 = 0
        // First, since any call of libcurl may begin a transfer on one of them.
        for index in 0..<Int(max(count, 0)) where state(descriptors[index]) == .parked {
            retire(descriptors[index])
            descriptors[index] = -1
        }
        for index in 0..<Int(max(count, 0)) {
            let socket = descriptors[index]
            if socket == waker {
                var posts: UInt64 = 0
                _ = read(waker, &posts, 8)
            } else if socket >= 0 {
                curl_multi_socket_action(multi, socket, readiness[index], &running)
            }
        }
        if let deadline, SocketWatch.now >= deadline {
            // Before the call, in which libcurl sets the next one.
            self.deadline = nil
            curl_multi_socket_action(multi, CURL_SOCKET_TIMEOUT, 0, &running)
        }
    }

    func set(_ socket: curl_socket_t, _ interest: Int32) {
        switch (state(socket), interest) {
        case (.read, CURL_POLL_REMOVE): states[Int(socket)] = .parked
        case (.parked, CURL_POLL_IN): states[Int(socket)] = .read
        case (_, CURL_POLL_REMOVE): forget(socket)
        case (let state, _):
            if state == .foreign { note(interest, of: socket) }
            // Where it fails the socket would never be told: the deadline of its transfer ends it.
            let isWatched = tidings_epoll_watch(epoll, socket, interest) == 0
            if state == .foreign { return }
            states[Int(socket)] =
                !isWatched ? .unwatched : interest == CURL_POLL_IN ? .read : .other
        }
    }

    /// Ends a kept connection on which something came that nobody asked for. The server hung up, most
    /// likely; but libcurl would take anything else, such as the body of a 304 or a 408 to the silence, for
    /// the answer to its next request there, which may be another feed's. One that is shut down it finds dead,
    /// if there is nothing to read any more.
    private func retire(_ socket: curl_socket_t) {
        forget(socket)
        if multiplexed.contains(socket) { return }
        shutdown(socket, Int32(SHUT_RDWR))
        var dropped = [UInt8](repeating: 0, count: 16 << 10)
        for _ in 0..<64
        where recv(socket, &dropped, dropped.count, Int32(MSG_DONTWAIT)) <= 0 {
            return
        }
    }

    /// Takes note that a socket carries HTTP/2.
    func noteMultiplexed(_ socket: curl_socket_t) { multiplexed.insert(socket) }

    private func forget(_ socket: curl_socket_t) {
        let wasWatched = tidings_epoll_forget(epoll, socket) == 0
        note(0, of: socket)
        guard state(socket) != .foreign else { return }
        // What the kernel does not know is not the socket that the state was of.
        states[Int(socket)] = wasWatched ? .unwatched : .foreign
    }

    private func state(_ socket: curl_socket_t) -> State {
        states.indices.contains(Int(socket)) ? states[Int(socket)] : .foreign
    }

    /// Takes note of a socket that a transfer has opened and that is connected: from now on libcurl
    /// closes it with `close` alone. An attempt that fails it closes by itself, and the number may be
    /// the resolver's by then.
    func connected(_ socket: curl_socket_t) {
        guard socket >= 0 else { return }
        // That of another connection, which had the number before.
        multiplexed.remove(socket)
        let missing = Int(socket) + 1 - states.count
        if missing > 0 { states += [State](repeating: .foreign, count: missing) }
        states[Int(socket)] = .unwatched
        // What is wanted already is not told again.
        let interest = wanted.indices.contains(Int(socket)) ? wanted[Int(socket)] : 0
        if interest != 0 { set(socket, interest) }
    }

    /// Takes note of a number that a transfer has been given for a new socket: what was wanted of the one
    /// before is not wanted of it.
    func opened(_ socket: curl_socket_t) {
        guard socket >= 0 else { return }
        if states.indices.contains(Int(socket)) { states[Int(socket)] = .foreign }
        note(0, of: socket)
    }

    private func note(_ interest: Int32, of socket: curl_socket_t) {
        let missing = Int(socket) + 1 - wanted.count
        if missing > 0 { wanted += [Int32](repeating: 0, count: missing) }
        wanted[Int(socket)] = interest
    }

    /// Closes a socket that a transfer has opened: its number may be given to another by then.
    func close(_ socket: curl_socket_t) -> Int32 {
        if states.indices.contains(Int(socket)) { states[Int(socket)] = .foreign }
        multiplexed.remove(socket)
        return Glibc.close(socket)
    }

    private func set(milliseconds: Int) {
        deadline = milliseconds < 0 ? nil : SocketWatch.now + UInt64(milliseconds) * 1_000_000
    }

    /// For how long to wait, in milliseconds rounded up; -1: as long as it takes.
    private var patience: Int32 {
        guard let deadline else { return -1 }
        let now = SocketWatch.now
        return deadline <= now ? 0 : Int32(clamping: (deadline - now + 999_999) / 1_000_000)
    }

    private static var now: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    static func from(_ context: UnsafeMutableRawPointer?) -> SocketWatch? {
        context.map { Unmanaged<SocketWatch>.fromOpaque($0).takeUnretainedValue() }
    }
}
