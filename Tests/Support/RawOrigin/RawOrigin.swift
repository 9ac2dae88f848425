import Glibc
import Platform

/// A server on 127.0.0.1 that sends whatever bytes it is given, for answers that no HTTP library
/// would write: a wrong length, headers without end, a hang-up in the middle.
public final class RawOrigin: Sendable {
    /// What a connection gets once its request has come in.
    public struct Script: Sendable {
        /// Sent first.
        public var bytes: [UInt8]
        /// Sent right behind them: over TLS a record of its own.
        public var rest: [UInt8] = []
        /// Sent over and over behind them, until the client is gone.
        public var endless: [UInt8] = []
        /// Milliseconds between two rounds of `endless`.
        public var pause = 0
        /// Sent after them at `sendLate`, when nobody asked for anything any more; such a connection
        /// answers each further request that comes, in the same way.
        public var late: [UInt8] = []
        /// Answers each further request on a connection, in the same way.
        public var answersAgain = false
        /// Keeps the connection open and silent instead of closing it.
        public var holdsOpen = false

        public init(_ text: String) {
            bytes = Array(text.utf8)
        }

        public init(bytes: [UInt8]) {
            self.bytes = bytes
        }
    }

    /// The port that it listens on.
    public let port: UInt16
    private let script: Script
    private let identity: TLSIdentity?
    private let listener: Int32
    private let state = Locked(State())

    private struct State {
        var accepted = 0
        var sentLate = 0
        var askedLate = 0
        var isStopping = false
    }

    /// Listens on a free port; with an `identity` over TLS.
    public init(_ script: Script, _ identity: TLSIdentity? = nil) throws(RawOriginError) {
        self.script = script
        self.identity = identity
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = listener
        let code = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { name -> Int32 in
                guard descriptor >= 0, bind(descriptor, name, length) == 0,
                    listen(descriptor, 64) == 0
                else { return -1 }
                return getsockname(descriptor, name, &length)
            }
        }
        port = UInt16(bigEndian: address.sin_port)
        guard code == 0 else {
            throw .cannotListen(reason: String(cString: strerror(errno)))
        }
        spawn { $0.acceptAll() }
    }

    /// `http://127.0.0.1:PORT` or `https://`, without a slash at the end.
    public var baseURL: String { "\(identity == nil ? "http" : "https")://127.0.0.1:\(port)" }

    /// Connections accepted so far.
    public var connections: Int { state.withLock { $0.accepted } }

    /// How often `late` was sent as a whole.
    public var lateCount: Int { state.withLock { $0.sentLate } }

    /// Has a connection whose answer is out send `late` behind it, once.
    public func sendLate() { state.withLock { $0.askedLate += 1 } }

    /// Ends all connections and listens no more.
    public func stop() {
        state.withLock { $0.isStopping = true }
        shutdown(listener, Int32(SHUT_RDWR))
    }

    private var isStopping: Bool { state.withLock { $0.isStopping } }

    private func acceptAll() {
        while true {
            let connection = accept(listener, nil, nil)
            guard connection >= 0 else { break }
            // Else what is sent second waits until the first is acknowledged, which may take the client 40 ms:
            // `lateCount` would tell of what is not there yet.
            var isOn: Int32 = 1
            setsockopt(
                connection, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn,
                socklen_t(MemoryLayout<Int32>.size))
            state.withLock { $0.accepted += 1 }
            spawn { $0.answer(connection) }
        }
        close(listener)
    }

    private func answer(_ connection: Int32) {
        defer { close(connection) }
        let session = identity.map { $0.accept(connection) }
        if case .some(.none) = session { return }
        let client = Client(socket: connection, session: session ?? nil)
        var buffer = [UInt8](repeating: 0, count: 4 << 10)
        repeat {
            guard client.receive(&buffer) > 0 else { return }
            guard client.send(script.bytes), client.send(script.rest) else { return }
            if script.late.isEmpty {
                if script.answersAgain { continue }
                break
            }
            while !isStopping, state.withLock({ $0.askedLate <= $0.sentLate }) { usleep(1_000) }
            guard client.send(script.late) else { return }
            state.withLock { $0.sentLate += 1 }
        } while !isStopping
        while !script.endless.isEmpty, !isStopping {
            guard client.send(script.endless) else { return }
            usleep(UInt32(script.pause) * 1_000)
        }
        while script.holdsOpen, !isStopping {
            // Ends when the client hangs up.
            var poller = pollfd(fd: connection, events: Int16(POLLIN), revents: 0)
            if poll(&poller, 1, 50) > 0, client.receive(&buffer) <= 0 { return }
        }
    }

    /// The other end of a connection, plain or over TLS.
    private struct Client {
        let socket: Int32
        let session: TLSSession?

        func receive(_ buffer: inout [UInt8]) -> Int {
            session?.receive(&buffer) ?? recv(socket, &buffer, buffer.count, 0)
        }

        func send(_ bytes: [UInt8]) -> Bool {
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes {
                    session?.send($0)
                        ?? Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard count > 0 else { return false }
                rest = rest.dropFirst(count)
            }
            return true
        }
    }

    /// Runs `body` on a thread of its own, which holds this origin until it ends.
    private func spawn(_ body: @escaping @Sendable (RawOrigin) -> Void) {
        try? OwnThread.detach { body(self) }
    }
}
