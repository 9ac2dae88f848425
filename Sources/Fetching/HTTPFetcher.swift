internal import Curl
public import Politeness
public import Values

/// Fetches feeds over HTTP with libcurl, on a thread of its own.
///
/// Connections are kept and shared by the feeds of a host, and HTTP/2 streams where TLS offers
/// it. There are no cookies and no Referer, and the environment has no say: a proxy is asked only
/// where a request names one.
public final class HTTPFetcher: FeedFetching {
    private let loop: TransferLoop
    private let product: String
    private let contact: Contact?

    /// `product` names the program and its version, `contact` whom the owners of servers may turn to (RFC
    /// 9110 §10.1.5). At most `width`
    /// transfers run at once, `perHost` of them on one host and port; more wait in line, and their
    /// deadlines begin with their turn.
    public init(
        product: String, contact: Contact? = nil, width: Int = Schedule().mostUnderWay,
        perHost: Int = 8
    ) {
        loop = TransferLoop(width: width, perHost: perHost)
        self.product = product
        self.contact = contact
    }

    /// The response at the end of the redirects. A failure behind redirects of which one asked to wait is
    /// thrown as `FetchError.led`, with what they asked for.
    public func fetch(_ request: FetchRequest) async throws(FetchError) -> FetchResponse {
        let visit = try Visit(request)
        do throws(FetchError) {
            return try await follow(visit, request)
        } catch {
            // What a redirect asked for is not lost with the answer that it led to.
            let asked = visit.redirectRetryAfter
            throw asked.isEmpty || error == .cancelled ? error : .led(error, retryAfter: asked)
        }
    }

    private func follow(
        _ visit: Visit, _ request: FetchRequest
    ) async throws(FetchError) -> FetchResponse {
        let contact = request.contact ?? self.contact
        let userAgent = contact.map { "\(product) (+\($0.text))" } ?? product
        // One hop a transfer: what may be sent along is decided anew at each.
        while true {
            let hop = visit.hop
            if request.proxy != nil { try visit.checkLiteralAddress() }
            var transfer = visit.transfer
            transfer.userAgent = userAgent
            let result: TransferResult
            do {
                result = try await loop.perform(transfer)
            } catch {
                throw FetchError(error, hop: hop, isLed: visit.isLed, request: request)
            }
            if let response = try visit.take(result) { return response }
            if let host = visit.otherHost, let admission = request.admission {
                try FetchError.check(await admission(host), at: host)
                // It may have waited for long.
                if Task.isCancelled { throw .cancelled }
            }
        }
    }

    public func turn() async { await loop.turn() }

    /// Ends what is under way with `FetchError.cancelled` and waits for the thread.
    public func stop() async {
        await loop.stop()
    }
}
