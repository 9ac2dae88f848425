import CCurl

/// Easy handles that have done their work and wait for the next transfer: to make one, with its
/// buffers, costs more than to set it back. Lives on the loop's thread alone.
///
/// A handle that is set back has lost every option, credentials among them; what it keeps, the cache
/// of TLS sessions, is bound to host and port.
final class EasyHandles {
    private var idle: [UnsafeMutableRawPointer] = []
    /// More are not kept.
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    deinit {
        for handle in idle { curl_easy_cleanup(handle) }
    }

    /// Nil when memory ran out.
    func take() -> UnsafeMutableRawPointer? {
        idle.popLast() ?? curl_easy_init()
    }

    /// Takes back a handle that no multi handle holds any more.
    func giveBack(_ handle: UnsafeMutableRawPointer) {
        if idle.count < limit {
            curl_easy_reset(handle)
            idle.append(handle)
        } else {
            curl_easy_cleanup(handle)
        }
    }
}
