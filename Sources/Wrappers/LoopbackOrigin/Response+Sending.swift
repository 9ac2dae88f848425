import CMicroHTTPD
import Glibc

extension LoopbackOrigin.Response {
    /// Hands it to the library; `.no` makes it hang up.
    func send(on connection: OpaquePointer, shared: SharedState) -> MHD_Result {
        guard let handle = handle(shared) else { return .NO }
        defer { MHD_destroy_response(handle) }
        for (name, value) in headers {
            let isAdded = (value + [0]).withUnsafeBufferPointer { bytes in
                bytes.withMemoryRebound(to: CChar.self) {
                    MHD_add_response_header(handle, name, $0.baseAddress)
                }
            }
            guard isAdded == .YES else { return .NO }
        }
        return MHD_queue_response(connection, UInt32(status), handle)
    }

    private func handle(_ shared: SharedState) -> OpaquePointer? {
        guard let trickle else {
            return body.withUnsafeBytes { bytes in
                MHD_create_response_from_buffer(
                    bytes.count, UnsafeMutableRawPointer(mutating: bytes.baseAddress),
                    .RESPMEM_MUST_COPY)
            }
        }
        let source = TrickleSource(body: body, trickle: trickle, shared: shared)
        return MHD_create_response_from_callback(
            UInt64(body.count), trickle.bytes,
            { context, position, buffer, room in
                guard let context, let buffer else { return Int(MHD_CONTENT_READER_END_WITH_ERROR) }
                let source = Unmanaged<TrickleSource>.fromOpaque(context).takeUnretainedValue()
                if position > 0 { source.shared.sleep(milliseconds: source.trickle.milliseconds) }
                let start = Int(position)
                let count = min(room, source.trickle.bytes, source.body.count - start)
                source.body.withUnsafeBytes { bytes in
                    guard let base = bytes.baseAddress else { return }
                    memcpy(buffer, base + start, count)
                }
                return count
            }, Unmanaged.passRetained(source).toOpaque(),
            { context in
                guard let context else { return }
                Unmanaged<TrickleSource>.fromOpaque(context).release()
            })
    }
}

/// The rest of a trickled body.
private final class TrickleSource {
    let body: [UInt8]
    let trickle: LoopbackOrigin.Trickle
    let shared: SharedState

    init(body: [UInt8], trickle: LoopbackOrigin.Trickle, shared: SharedState) {
        self.body = body
        self.trickle = trickle
        self.shared = shared
    }
}
