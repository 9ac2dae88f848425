import CMicroHTTPD
import Glibc
import Platform

/// The libmicrohttpd daemon: its handle, and the calls that its threads make.
final class OriginDaemon: Sendable {
    let port: UInt16
    private let handle: Locked<OpaquePointer?>
    private let shared: SharedState

    init(port: UInt16, shared: SharedState) throws(OriginError) {
        self.shared = shared
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        // The daemon's threads end before `stop` returns, and this object outlives them.
        let context = Unmanaged.passUnretained(shared).toOpaque()
        let daemon = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                tidings_mhd_start($0, handleRequest, handleConnection, context)
            }
        }
        guard let daemon else {
            throw .cannotListen(port: Int(port), reason: String(cString: strerror(errno)))
        }
        self.port = tidings_mhd_port(daemon)
        handle = Locked(daemon)
    }

    func stop() {
        shared.traffic.withLock { $0.isStopping = true }
        let daemon = handle.withLock { handle in
            defer { handle = nil }
            return handle
        }
        if let daemon { MHD_stop_daemon(daemon) }
    }
}

/// Counts connections.
private let handleConnection: MHD_NotifyConnectionCallback = { context, _, _, event in
    guard let context else { return }
    let shared = Unmanaged<SharedState>.fromOpaque(context).takeUnretainedValue()
    shared.traffic.withLock { traffic in
        if tidings_mhd_is_start(event) != 0 {
            traffic.connections += 1
            traffic.open += 1
            traffic.peak = max(traffic.peak, traffic.open)
        } else {
            traffic.open -= 1
        }
    }
}

/// Called for the head of a request, for each piece of its body, and once more at its end.
private let handleRequest: MHD_AccessHandlerCallback = {
    context, connection, url, method, _, _, uploadSize, state in
    guard let context, let connection, let url, let method, let uploadSize, let state else {
        return .NO
    }
    // The first call: any pointer marks that it happened. A body is read and dropped.
    if state.pointee == nil {
        state.pointee = context
        return .YES
    }
    if uploadSize.pointee > 0 {
        uploadSize.pointee = 0
        return .YES
    }
    let time = SystemTime.monotonicNanoseconds()
    let shared = Unmanaged<SharedState>.fromOpaque(context).takeUnretainedValue()
    let request = LoopbackOrigin.Request(
        method: String(cString: method), path: String(cString: url),
        headers: requestHeaders(connection))
    let response = shared.respond(to: request)
    shared.sleep(milliseconds: response.delay)
    // Before it is sent: who has the answer finds it in the log.
    shared.record(LoopbackOrigin.LogEntry(request: request, status: response.status, time: time))
    return response.send(on: connection, shared: shared)
}

private func requestHeaders(_ connection: OpaquePointer) -> [(name: String, value: [UInt8])] {
    var headers: [(name: String, value: [UInt8])] = []
    withUnsafeMutablePointer(to: &headers) { list in
        _ = MHD_get_connection_values(
            connection, .HEADER_KIND,
            { list, _, name, value in
                guard let list, let name else { return .NO }
                let bytes = value.map { value in
                    [UInt8](UnsafeRawBufferPointer(start: value, count: strlen(value)))
                }
                list.assumingMemoryBound(to: [(name: String, value: [UInt8])].self)
                    .pointee.append((String(cString: name), bytes ?? []))
                return .YES
            }, list)
    }
    return headers
}
