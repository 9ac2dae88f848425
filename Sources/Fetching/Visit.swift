internal import Curl
internal import Politeness
internal import Values

/// One fetch on its way through redirects: what the next hop may be asked with, and what was seen.
///
/// A class, since a copy of all it holds would count a dozen references that other threads count too.
final class Visit {
    private let request: FetchRequest
    private let origin: URLParts
    private let headerLines: [[UInt8]]
    /// The address that is asked first.
    private let start: URLParts
    /// The address that is asked next.
    private(set) var hop: URLParts
    /// Its host, where the last redirect led to another: one that asked to be left alone (RFC 6585 §4, RFC
    /// 9110 §10.2.3), or is asked by others, is left alone by those feeds, too, whose own address only
    /// leads there.
    private(set) var otherHost: Schedule.Host?
    /// What it is asked with, so that it need not send what is known.
    private var conditions: [[UInt8]] = []
    private var redirects: [FetchResponse.Redirect] = []
    /// What redirects asked to wait, those included that could not be followed.
    private(set) var redirectRetryAfter: [String] = []
    private var bytesOnWire: Int64 = 0
    private var microseconds: Int64 = 0

    /// Whether the address that is asked next is one that a redirect led to.
    var isLed: Bool { !redirects.isEmpty }

    init(_ request: FetchRequest) throws(FetchError) {
        self.request = request
        let origin = try URLParts(checked: request.url)
        let start = try request.startURL.map { (url) throws(FetchError) in
            try URLParts(checked: url)
        }
        self.origin = origin
        self.start = start ?? origin
        hop = self.start
        var lines: [[UInt8]] = []
        for header in request.headers {
            guard let line = RequestLine.make(header.name, Array(header.value.utf8)) else {
                throw .headerRefused(name: Printable.text(header.name))
            }
            lines.append(line)
        }
        headerLines = lines
        conditions = knownConditions
    }

    /// The transfer of the next hop.
    var transfer: TransferRequest {
        let (permit, host, port) = (request.permit, hop.host, hop.port)
        var transfer = TransferRequest(
            url: hop.url, hostKey: "\(host):\(port)", limits: remainingLimits
        ) { peer in
            permit.allows(IPAddress(high: peer.high, low: peer.low), host: host, port: port)
        }
        transfer.proxy = request.proxy ?? ""
        transfer.isAddress = request.proxy == nil && IPAddress(host) != nil
        transfer.headerLines = conditions
        // Nothing of the feed's own goes to a host, port or scheme that the reader did not name.
        if hop.isSameOrigin(as: origin) {
            transfer.headerLines += headerLines
            transfer.userPassword = request.basicAuth?.bytes ?? origin.userPassword
        }
        if request.headers.isEmpty
            || !request.headers.contains(where: { $0.name.lowercased() == "accept" })
        {
            transfer.headerLines.append(RequestLine.accept)
        }
        return transfer
    }

    /// What the hops before have left of the request's limits.
    private var remainingLimits: TransferRequest.Limits {
        let limits = request.limits
        let spent = Int(microseconds / 1_000)
        // 0 would mean no deadline to libcurl.
        let total = max(1, limits.total * 1_000 - spent)
        return TransferRequest.Limits(
            decodedBytes: limits.decodedBytes, totalMilliseconds: total,
            connectMilliseconds: min(limits.connect * 1_000, total),
            slowBytesPerSecond: limits.slowBytes, slowSeconds: limits.slowSeconds)
    }

    /// Conditions for the address whose answer they were given with (RFC 9110 §13.1.2, §13.1.3).
    private var knownConditions: [[UInt8]] {
        let validators = request.validators
        let belongsHere =
            validators.url.map { $0 == hop.url } ?? hop.isSameOrigin(as: origin)
        guard belongsHere else { return [] }
        var lines: [[UInt8]] = []
        if let eTag = validators.eTag, let line = RequestLine.make("If-None-Match", eTag) {
            lines.append(line)
            // Entries that are new to that version suffice (RFC 3229 §10.5.3): a 226.
            lines.append(RequestLine.entriesAlone)
        }
        if let date = validators.lastModified,
            let line = RequestLine.make("If-Modified-Since", date)
        {
            lines.append(line)
        }
        return lines
    }

    /// The response, or nil when it was a redirect that can be followed.
    func take(_ result: TransferResult) throws(FetchError) -> FetchResponse? {
        bytesOnWire &+= result.bytesReceived
        microseconds &+= result.microseconds
        // The proxy's own (RFC 9110 §15.5.8); through a tunnel or SOCKS it would be the server's.
        if result.status == HTTPStatus.proxyAuthentication, hop.scheme == "http",
            let proxy = request.proxy, proxy.hasPrefix("http")
        {
            throw .proxy(
                Printable.text(proxy), host: Printable.text(hop.host),
                reason: "it wants a login (407), which none is given")
        }
        guard HTTPStatus.redirects.contains(result.status), let location = result.location
        else { return response(result) }
        let next = Location.resolved(location, against: hop.url)
        let retryAfter = text(result.joined("retry-after"))
        if let retryAfter { redirectRetryAfter.append(retryAfter) }
        // Read before anything tells of it: what is told has no user and password.
        let target = try URLParts(checked: next, isLed: true)
        guard redirects.count < request.limits.redirects else {
            throw .tooManyRedirects(
                limit: request.limits.redirects, last: Printable.text(target.url))
        }
        guard microseconds / 1_000 < request.limits.total * 1_000 else {
            throw .timeout(.total(seconds: request.limits.total))
        }
        let former = hop
        hop = target
        try checkLoop()
        otherHost = hop.host == former.host && hop.port == former.port ? nil : host(other: former)
        conditions = knownConditions
        let cacheControl = text(result.joined("cache-control")).map(CacheControl.init)
        redirects.append(
            FetchResponse.Redirect(
                status: result.status, url: hop.url, retryAfter: retryAfter,
                isKept: cacheControl?.isUncacheable != true))
        return nil
    }

    /// Ends a chain that comes back to an address of it (RFC 9110 §15.4). What would be asked there has been
    /// asked, word for word, since there are no cookies: it would be answered as before.
    private func checkLoop() throws(FetchError) {
        let asked = [start.url] + redirects.map(\.url)
        guard let first = asked.firstIndex(of: hop.url) else { return }
        throw .redirectLoop(asked[first...].map(Printable.text))
    }

    /// The server of the next hop where it is another than that of `former`.
    private func host(other former: URLParts) -> Schedule.Host? {
        let host = Schedule.Host(url: hop.url, permit: request.permit)
        return host == Schedule.Host(url: former.url, permit: request.permit) ? nil : host
    }

    /// With a proxy there is no connection of ours whose address could be looked at.
    func checkLiteralAddress() throws(FetchError) {
        var name = hop.host
        if name.hasSuffix(".") {
            // With dots at its end libcurl does not read `127.1` as a number, but the proxy may.
            while name.hasSuffix(".") { name.removeLast() }
            name = (try? URLParts("http://\(name)/"))?.host ?? name
        }
        // Names that lead to the proxy's own machine wherever they are resolved.
        guard let address = LoopbackName.address(of: name) ?? IPAddress(name),
            !request.permit.allows(address, host: hop.host, port: hop.port)
        else { return }
        throw .addressRefused(
            address: address.description, host: hop.host, port: hop.port, isLed: isLed)
    }

    private func response(_ result: TransferResult) -> FetchResponse {
        var response = FetchResponse(status: result.status, url: hop.url)
        response.redirects = redirects
        response.validators = Validators(
            eTag: result.first("etag"), lastModified: result.first("last-modified"),
            url: hop.url)
        response.startURL = request.startURL
        let hasSecrets =
            request.basicAuth != nil || origin.userPassword != nil || !headerLines.isEmpty
        response.withheldSecrets = hasSecrets && !hop.isSameOrigin(as: origin)
        response.wasConditional = !conditions.isEmpty
        response.contentType = text(result.first("content-type"))
        response.cacheControl = text(result.joined("cache-control"))
        response.expires = text(result.first("expires"))
        response.retryAfter = text(result.joined("retry-after"))
        response.date = text(result.first("date"))
        response.age = text(result.first("age"))
        response.body = result.body
        response.bytesOnWire = bytesOnWire
        if request.proxy == nil, let peer = result.peer {
            response.peerIsPublic = IPAddress(high: peer.high, low: peer.low).isPublic
        }
        return response
    }

    private func text(_ value: [UInt8]?) -> String? {
        value.map { String(decoding: $0, as: UTF8.self) }
    }
}

extension URLParts {
    /// Reads the address of a feed or, with `isLed`, a redirect: http or https, with a host.
    fileprivate init(checked url: String, isLed: Bool = false) throws(FetchError) {
        let parts: URLParts
        do {
            parts = try URLParts(url)
        } catch {
            throw .invalidURL(
                Printable.unreadable(url: url), reason: error.reason, isLed: isLed)
        }
        guard parts.scheme == "http" || parts.scheme == "https" else {
            throw .schemeRefused(
                scheme: Printable.text(parts.scheme), url: Printable.text(parts.url), isLed: isLed)
        }
        guard !parts.host.isEmpty else {
            throw .invalidURL(
                Printable.text(parts.url), reason: "it has no host", isLed: isLed)
        }
        self = parts
    }
}
