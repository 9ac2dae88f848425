import CCurl
import Glibc
import Platform
import Zlib

/// An easy handle at work, with what its callbacks collect. Lives on the loop's thread alone.
final class Transfer {
    let handle: UnsafeMutableRawPointer
    private let order: Order
    private var request: TransferRequest { order.request }
    private let handles: EasyHandles
    let sockets: SocketWatch
    var headerList: UnsafeMutablePointer<curl_slist>?
    let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    private var head = ResponseHead()
    private var body = BodyBuffer()
    /// Nil for a body that comes as it is.
    private var decoder: BodyDecoder?
    /// Of a body that is a packed file: see `receive`.
    private var packedFile: Inflater?
    /// The first bytes of a body until they tell whether it is one; nil from then on.
    private var beginning: [UInt8]? = []
    /// Bytes of the body as they came over the wire, packed and in chunks.
    private var received = 0
    /// How many of them the head tells.
    private var declaredLength: Int?
    private var peer: PeerAddress?
    /// The status, once the head is there.
    private var status = 0
    /// An address of the name that was refused, and whether another was tried.
    private var refusedPeer: PeerAddress?
    private var hasTried = false
    /// Why no socket could be opened.
    private var lack: String?
    /// The sockets that were opened for the connection that is to come.
    private var attempts: [curl_socket_t] = []
    /// That of the connection that this transfer opened.
    private var opened: curl_socket_t?
    /// Bytes of a body that nobody reads.
    private var passedOver = 0
    /// Of an error's or a redirect's page more is not worth the wait, only to keep the connection.
    private static let longestPage = 256 << 10
    /// How much more than the largest document may come over the wire for it: an answer of which nothing
    /// decodes has an end, too.
    private static let overhead = 1 << 20
    /// Why a callback of ours ended the transfer: libcurl only tells that one did.
    private var verdict: TransferError?

    /// Nil when memory ran out.
    init?(_ order: Order, handles: EasyHandles, sockets: SocketWatch) {
        self.sockets = sockets
        guard let handle = handles.take() else {
            errorText.deallocate()
            return nil
        }
        self.handle = handle
        self.handles = handles
        self.order = order
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        guard configure(order.request) else { return nil }
    }

    deinit {
        handles.giveBack(handle)
        curl_slist_free_all(headerList)
        errorText.deallocate()
    }

    /// The outcome once libcurl is done with the handle.
    func finish(_ code: CURLcode) -> Result<TransferResult, TransferError> {
        // The body of an error or a redirect is a page for people: the head counts, whatever became of
        // that.
        // What unpacked to its end is whole, though some servers announce the length of what they packed.
        let isWhole = verdict == nil && decoder?.isWhole == true
        guard code == CURLE_OK || status >= 300 || isWhole else { return .failure(failure(code)) }
        if decoder?.isLost == true { return .failure(.damagedBody("its chunks are none")) }
        if let beginning, let lack = beginning.withUnsafeBytes({ keep($0) }) {
            return .failure(lack)
        }
        var result = TransferResult()
        result.status = long(CURLINFO_RESPONSE_CODE)
        result.fields = head.fields
        result.body = body.take()
        result.bytesReceived =
            offset(CURLINFO_SIZE_DOWNLOAD_T) &+ Int64(long(CURLINFO_HEADER_SIZE))
        result.microseconds = offset(CURLINFO_TOTAL_TIME_T)
        result.peer = peer
        return .success(result)
    }

    /// Tells what kind of connection the transfer has opened: it may outlive the transfer however that ends.
    func noteConnection() {
        if long(CURLINFO_HTTP_VERSION) >= Int(CURL_HTTP_VERSION_2_0), let opened {
            sockets.noteMultiplexed(opened)
        }
    }

    private func failure(_ code: CURLcode) -> TransferError {
        if let verdict { return verdict }
        // Where another address was tried, it is by that one that the feed is not reached.
        if let refusedPeer, !hasTried { return .refused(refusedPeer) }
        // Whatever libcurl makes of it: names are not found, certificates not read. Once there is an answer, it
        // was not for that.
        if code != CURLE_OPERATION_TIMEDOUT, status == 0, let lack = lack ?? FreeDescriptors.lack {
            return .local(lack)
        }
        let detail = String(cString: errorText)
        let reason = detail.isEmpty ? String(cString: curl_easy_strerror(code)) : detail
        switch code {
        case CURLE_URL_MALFORMAT: return .invalidURL(reason)
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: return .resolve(reason)
        case CURLE_COULDNT_CONNECT:
            // libcurl's own text names host and port again, and leaves out why.
            let number = long(CURLINFO_OS_ERRNO)
            let why =
                number == 0 ? reason : String(cString: strerror(Int32(truncatingIfNeeded: number)))
            return .connect(why, besides: refusedPeer)
        // A chunk that is none counts as an error of receiving, too.
        case CURLE_RECV_ERROR where long(CURLINFO_RESPONSE_CODE) > 0:
            return .damagedBody(reason)
        case CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING:
            return .connect(reason, besides: nil)
        // What libcurl says to a header line of more than 100 KiB.
        case CURLE_OUT_OF_MEMORY: return .headersTooLarge
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM,
            CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR,
            CURLE_SSL_INVALIDCERTSTATUS:
            return .tls(reason)
        case CURLE_OPERATION_TIMEDOUT:
            // One code for three deadlines; the words and the times tell them apart.
            if detail.hasPrefix("Operation too slow") { return .tooSlow }
            return .timeout(connected: offset(CURLINFO_PRETRANSFER_TIME_T) > 0)
        case CURLE_PARTIAL_FILE, CURLE_BAD_CONTENT_ENCODING: return .damagedBody(reason)
        // The first is also what an answer without a status line (HTTP/0.9) ends with.
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY, CURLE_HTTP2, CURLE_HTTP2_STREAM,
            CURLE_FILESIZE_EXCEEDED:
            return .protocolError(reason)
        default: return .other(code: Int32(code.rawValue), reason)
        }
    }

    private func long(_ info: CURLINFO) -> Int {
        var value = 0
        tidings_curl_get_long(handle, info, &value)
        return value
    }

    private func offset(_ info: CURLINFO) -> Int64 {
        var value: curl_off_t = 0
        tidings_curl_get_offset(handle, info, &value)
        return Int64(value)
    }
}

// MARK: - What the callbacks do

extension Transfer {
    func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard isDocument else {
            passedOver += bytes.count
            lookBehind(passedOver)
            guard passedOver > Self.longestPage else { return true }
            // What follows an interim answer (1xx) is none.
            if status == 0 { verdict = .protocolError("a body without a final status") }
            return false
        }
        received += bytes.count
        lookBehind(received)
        guard received <= wireLimit else {
            verdict = .tooMuchSent(limit: wireLimit)
            return false
        }
        verdict = decoder.map { $0.push(bytes) { receive($0) } } ?? receive(bytes)
        return verdict == nil
    }

    /// Has the connection end with a body that is whole now, if there is more behind it. libcurl reads no
    /// further than a declared length, and takes what it left in the TLS for the answer to the next request;
    /// what it left in the socket `SocketWatch` finds.
    private func lookBehind(_ count: Int) {
        guard count == declaredLength, long(CURLINFO_HTTP_VERSION) < Int(CURL_HTTP_VERSION_2_0),
            tidings_curl_has_unread_tls(handle) != 0
        else { return }
        tidings_curl_set_long(handle, CURLOPT_FORBID_REUSE, 1)
    }

    /// Takes a piece of the body as it was before it was packed to be sent. Of a file that is gzip itself
    /// (`feed.xml.gz`), which many servers send as they have it and without a word of that, it is what is in
    /// there that is the document.
    private func receive(_ bytes: UnsafeRawBufferPointer) -> TransferError? {
        guard var first = beginning else { return pass(bytes) }
        // The first piece may be shorter than the mark: it waits for the next one.
        first.append(contentsOf: bytes)
        let mark = Inflater.gzipMark
        let isPacked =
            head.codings.packings.isEmpty && mark.starts(with: first.prefix(mark.count))
        if isPacked, first.count < mark.count {
            beginning = first
            return nil
        }
        beginning = nil
        packedFile = isPacked ? Inflater(gzip: true) : nil
        return first.withUnsafeBytes { pass($0) }
    }

    /// Takes a piece of the document or of the file that it is packed in.
    private func pass(_ bytes: UnsafeRawBufferPointer) -> TransferError? {
        guard let packedFile else { return keep(bytes) }
        var failure: TransferError?
        let outcome = packedFile.push(bytes) {
            failure = keep($0)
            return failure == nil ? .taken : .refused
        }
        if case .damaged(let reason) = outcome {
            return .damagedBody("it is gzip that cannot be unpacked: \(reason)")
        }
        return failure
    }

    /// Takes a piece of the document.
    private func keep(_ bytes: UnsafeRawBufferPointer) -> TransferError? {
        // Counted after decoding, chunk by chunk: libcurl's own limit looks at Content-Length.
        guard bytes.count <= request.limits.decodedBytes - body.count else { return .tooLarge }
        do throws(FileError) {
            try body.append(bytes)
            return nil
        } catch {
            return .local("a large document cannot be kept: \(error)")
        }
    }

    func takeHeader(_ line: UnsafeRawBufferPointer) -> Bool {
        let wasComplete = head.isComplete
        guard head.take(line, isInterim: status == 0) else {
            verdict = .headersTooLarge
            return false
        }
        return !head.isComplete || wasComplete || takeHead()
    }

    /// Whether the body is to come, by all that the head says.
    private func takeHead() -> Bool {
        let status = long(CURLINFO_RESPONSE_CODE)
        // An interim answer, or that of a proxy.
        guard status >= 200 else { return true }
        self.status = status
        if isDocument, let codings = head.codings.refused {
            verdict = .protocolError("the encoding \(codings) was not asked for")
            return false
        }
        declaredLength = head.declaredLength
        // Packed it may be smaller than what it holds, hardly ever larger.
        if isDocument, let length = declaredLength, length > request.limits.decodedBytes {
            verdict = .tooLarge
            return false
        }
        do throws(TransferError) {
            decoder = isDocument ? try BodyDecoder(head.codings, limit: wireLimit) : nil
            return true
        } catch {
            verdict = error
            return false
        }
    }

    private var isDocument: Bool { (200..<300).contains(status) }

    /// Bytes of a body as they come. A chunk of a line each takes half as much again as the lines.
    private var wireLimit: Int { 2 * request.limits.decodedBytes + Self.overhead }

    /// A socket for `address`, or the bad one when it is not to be connected to.
    func openSocket(for address: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
        guard let peer = PeerAddress(tidings_curl_address(address)) else {
            return curl_socket_t(CURL_SOCKET_BAD)
        }
        guard admits(peer) else {
            refusedPeer = peer
            return curl_socket_t(CURL_SOCKET_BAD)
        }
        hasTried = true
        let flags = address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue)
        let opened = socket(address.pointee.family, flags, address.pointee.`protocol`)
        if opened < 0 {
            lack = FreeDescriptors.lack(by: errno)
        } else {
            attempts.append(opened)
            sockets.opened(opened)
        }
        return opened
    }

    /// Whether the request may go out on this connection, which another feed with other permits
    /// may have opened. `port` is that at our end.
    func mayUse(_ peer: PeerAddress, from port: Int32) -> Bool {
        self.peer = peer
        // None: the connection was there already. Of several the port tells which is connected; the others
        // libcurl has closed.
        opened =
            attempts.count == 1
            ? attempts[0] : attempts.first { port > 0 && tidings_local_port($0) == port }
        if let opened { sockets.connected(opened) }
        attempts = []
        // A proxy's answer is none.
        (head, status) = (ResponseHead(), 0)
        guard !admits(peer) else { return true }
        verdict = .refused(peer)
        return false
    }

    private func admits(_ peer: PeerAddress) -> Bool {
        !request.proxy.isEmpty || request.admit(peer)
    }
}
