import CCurl
import Glibc

/// The sockets that libcurl waits for, and when it wants to be called whatever they do
/// (curl_multi_socket_action(3)). Lives on the loop's thread alone.
///
/// `curl_multi_poll` and `curl_multi_perform` look at every transfer each time; this way a step costs
/// what its own sockets cost.
final class SocketWatch {
    private let epoll: Int32
    /// Ends a wait from any thread; not closed here.
    private let waker: Int32
    /// Nanoseconds of the monotonic clock; nil: no time is set.
    private var deadline: UInt64?
    private var descriptors = [Int32](repeating: -1, count: SocketWatch.batch)
    private var readiness = [Int32](repeating: 0, count: SocketWatch.batch)

    /// The sockets that one wait tells.
    private static let batch = 64

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
        for index in 0..<Int(max(count, 0)) {
            let socket = descriptors[index]
            if socket == waker {
                var posts: UInt64 = 0
                _ = read(waker, &posts, 8)
            } else {
                curl_multi_socket_action(multi, socket, readiness[index], &running)
            }
        }
        if let deadline, SocketWatch.now >= deadline {
            // Before the call, in which libcurl sets the next one.
            self.deadline = nil
            curl_multi_socket_action(multi, CURL_SOCKET_TIMEOUT, 0, &running)
        }
    }

    private func set(_ socket: curl_socket_t, _ interest: Int32) {
        if interest == CURL_POLL_REMOVE {
            tidings_epoll_forget(epoll, socket)
        } else if tidings_epoll_watch(epoll, socket, interest) != 0 {
            // It would never be told: the deadline of its transfer ends it.
            return
        }
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

    private static func from(_ context: UnsafeMutableRawPointer?) -> SocketWatch? {
        context.map { Unmanaged<SocketWatch>.fromOpaque($0).takeUnretainedValue() }
    }
}
