import CCurl
import Glibc

extension Transfer {
    /// Sets every option; false when libcurl refuses one, for want of memory.
    func configure(_ request: TransferRequest) -> Bool {
        let context = Unmanaged.passUnretained(self).toOpaque()
        var isSet = true
        func note(_ code: CURLcode) { isSet = isSet && code == CURLE_OK }
        func set(_ option: CURLoption, _ value: Int) {
            note(tidings_curl_set_long(handle, option, value))
        }
        func set(_ option: CURLoption, _ value: String) {
            // A string that is handed over as an argument is copied first.
            note(value.withCString { tidings_curl_set_string(handle, option, $0) })
        }
        func set(_ option: CURLoption, _ value: UnsafeMutableRawPointer) {
            note(tidings_curl_set_pointer(handle, option, value))
        }

        set(CURLOPT_URL, request.url)
        // Both lists, though redirects are followed by our own hand: nothing but the web.
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_REDIR_PROTOCOLS_STR, "http,https")
        // The empty string keeps *_proxy of the environment out, behind which the address guard
        // would see the proxy alone.
        set(CURLOPT_PROXY, request.proxy)
        // And this keeps its no_proxy out, which would lead around both proxy and guard.
        set(CURLOPT_NOPROXY, "")
        // Signals and threads do not go together.
        set(CURLOPT_NOSIGNAL, 1)
        // A name that nobody answers for holds a thread of libcurl's for half a minute, which ends by
        // itself. Without this, whoever lets go of the transfer waits for it: all others with it.
        set(CURLOPT_QUICK_EXIT, 1)
        // What is packed, or in chunks, is undone by our own hand: only there each byte that comes is seen.
        set(CURLOPT_HTTP_CONTENT_DECODING, 0)
        set(CURLOPT_HTTP_TRANSFER_DECODING, 0)
        set(CURLOPT_USERAGENT, request.userAgent)
        set(CURLOPT_TIMEOUT_MS, request.limits.totalMilliseconds)
        set(CURLOPT_CONNECTTIMEOUT_MS, request.limits.connectMilliseconds)
        set(CURLOPT_LOW_SPEED_LIMIT, request.limits.slowBytesPerSecond)
        set(CURLOPT_LOW_SPEED_TIME, request.limits.slowSeconds)
        // A second request to an HTTP/2 host waits for the first one's connection and shares it.
        if request.url.hasPrefix("https:") { set(CURLOPT_PIPEWAIT, 1) }
        if let authorities = request.authorities { set(CURLOPT_CAINFO, authorities) }
        // At the end of a transfer libcurl looks through all names that it holds for old ones; not with
        // this, and an address has no name that could be old.
        if request.isAddress { set(CURLOPT_DNS_CACHE_TIMEOUT, -1) }
        if let secret = request.userPassword {
            // Byte for byte: a password need not be UTF-8.
            let isTaken = Self.withText(secret) {
                tidings_curl_set_string(handle, CURLOPT_USERPWD, $0)
            }
            note(isTaken)
        }
        isSet = appendHeaders(request.headerLines + [ContentCodings.offer]) && isSet

        set(CURLOPT_ERRORBUFFER, UnsafeMutableRawPointer(errorText))
        set(CURLOPT_PRIVATE, context)
        set(CURLOPT_WRITEDATA, context)
        set(CURLOPT_HEADERDATA, context)
        set(CURLOPT_OPENSOCKETDATA, context)
        set(CURLOPT_PREREQDATA, context)
        // A connection outlives the transfer that opened it.
        set(CURLOPT_CLOSESOCKETDATA, Unmanaged.passUnretained(sockets).toOpaque())
        return installCallbacks() && isSet
    }

    private func appendHeaders(_ lines: [[UInt8]]) -> Bool {
        for line in lines {
            guard let longer = Self.withText(line, { curl_slist_append(headerList, $0) }) else {
                return false
            }
            headerList = longer
        }
        return tidings_curl_set_list(handle, CURLOPT_HTTPHEADER, headerList) == CURLE_OK
    }

    /// The bytes with the NUL behind them that ends a text of C.
    private static func withText<Answer>(
        _ bytes: [UInt8], _ body: (UnsafePointer<CChar>?) -> Answer
    ) -> Answer {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: bytes.count + 1) { text in
            for (index, byte) in bytes.enumerated() { text[index] = CChar(bitPattern: byte) }
            text[bytes.count] = 0
            return body(UnsafePointer(text.baseAddress))
        }
    }

    private func installCallbacks() -> Bool {
        // A count that differs from what was given ends the transfer with CURLE_WRITE_ERROR.
        let codes = [
            tidings_curl_set_data_callback(handle, CURLOPT_WRITEFUNCTION) {
                bytes, size, count, context in
                let chunk = UnsafeRawBufferPointer(start: bytes, count: size &* count)
                return Transfer.from(context)?.take(chunk) == true ? chunk.count : 0
            },
            tidings_curl_set_data_callback(handle, CURLOPT_HEADERFUNCTION) {
                bytes, size, count, context in
                let line = UnsafeRawBufferPointer(start: bytes, count: size &* count)
                return Transfer.from(context)?.takeHeader(line) == true ? line.count : 0
            },
            tidings_curl_set_open_socket_callback(handle) { context, _, address in
                guard let transfer = Transfer.from(context), let address else {
                    return curl_socket_t(CURL_SOCKET_BAD)
                }
                return transfer.openSocket(for: address)
            },
            tidings_curl_set_close_socket_callback(handle) { context, socket in
                SocketWatch.from(context)?.close(socket) ?? Glibc.close(socket)
            },
            tidings_curl_set_prerequest_callback(handle) {
                context, address, _, port, localPort in
                guard let transfer = Transfer.from(context), let address,
                    let peer = PeerAddress(parsing: String(cString: address), port: Int(port)),
                    transfer.mayUse(peer, from: localPort)
                else { return Int32(CURL_PREREQFUNC_ABORT) }
                return Int32(CURL_PREREQFUNC_OK)
            },
        ]
        return codes.allSatisfy { $0 == CURLE_OK }
    }

    /// The transfer that a callback's context or a handle's private pointer stands for.
    static func from(_ context: UnsafeMutableRawPointer?) -> Transfer? {
        context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
    }
}
