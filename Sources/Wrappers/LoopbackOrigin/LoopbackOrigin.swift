import CMicroHTTPD
import Glibc
import Platform

/// A real HTTP server on 127.0.0.1, for the demo and the tests: it serves folders and handlers,
/// and keeps a log of what it was asked.
public final class LoopbackOrigin: Sendable {
    public typealias Handler = @Sendable (Request) -> Response

    /// The port that it listens on.
    public let port: UInt16
    private let daemon: OriginDaemon
    private let shared: SharedState

    /// Listens on `port`; 0: any that is free.
    public init(port: UInt16 = 0) throws(OriginError) {
        shared = SharedState()
        daemon = try OriginDaemon(port: port, shared: shared)
        self.port = daemon.port
    }

    deinit { daemon.stop() }

    /// `http://127.0.0.1:PORT`, without a slash at the end.
    public var baseURL: String { "http://127.0.0.1:\(port)" }

    /// Answers every request for `path` that no later call takes over.
    public func handle(_ path: String, _ handler: @escaping Handler) {
        shared.routes.withLock { $0.handlers[path] = handler }
    }

    /// Answers paths that have no handler of their own with the files of `folder`.
    public func serve(folder: String) throws(OriginError) {
        var status = stat()
        guard stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw .noFolder(folder)
        }
        let content = FolderContent(folder: folder)
        shared.routes.withLock { $0.fallback = { content.answer($0) } }
    }

    /// Called after each answer, on the thread of its connection.
    public func onAnswer(_ body: @escaping @Sendable (LogEntry) -> Void) {
        shared.routes.withLock { $0.observer = body }
    }

    /// The requests answered so far, in the order of their answers.
    public var log: [LogEntry] { shared.log.withLock { $0.entries } }

    /// Keeps no log from here on: for an origin that serves for long.
    public func dropLog() {
        shared.log.withLock { $0 = RequestLog(isKept: false) }
    }

    /// Connections accepted so far.
    public var connections: Int { shared.traffic.withLock { $0.connections } }

    /// The most connections that were open at one moment.
    public var peakConnections: Int { shared.traffic.withLock { $0.peak } }

    /// Closes all connections and listens no more.
    public func stop() { daemon.stop() }
}

/// What the threads of an origin share.
final class SharedState: Sendable {
    let routes = Locked(Routes())
    let log = Locked(RequestLog())
    let traffic = Locked(Traffic())

    struct Routes {
        var handlers: [String: LoopbackOrigin.Handler] = [:]
        var fallback: LoopbackOrigin.Handler?
        var observer: (@Sendable (LoopbackOrigin.LogEntry) -> Void)?
    }

    struct Traffic {
        var connections = 0
        var open = 0
        var peak = 0
        var isStopping = false
    }

    /// Sleeps, but not beyond the origin's end.
    func sleep(milliseconds: Int) {
        var left = milliseconds
        while left > 0, !traffic.withLock({ $0.isStopping }) {
            let slice = min(left, 20)
            usleep(UInt32(slice) * 1_000)
            left -= slice
        }
    }

    func respond(to request: LoopbackOrigin.Request) -> LoopbackOrigin.Response {
        let handler = routes.withLock { $0.handlers[request.path] ?? $0.fallback }
        return handler?(request) ?? LoopbackOrigin.Response(status: 404)
    }

    func record(_ entry: LoopbackOrigin.LogEntry) {
        log.withLock { log in
            if log.isKept { log.entries.append(entry) }
        }
        routes.withLock { $0.observer }?(entry)
    }
}

/// The requests in memory.
struct RequestLog {
    var entries: [LoopbackOrigin.LogEntry] = []
    var isKept = true
}
