internal import Curl
public import Politeness
internal import Values

extension FetchError {
    /// What a transfer's failure at `hop` means for the fetch; `isLed`: a redirect led there.
    init(_ error: TransferError, hop: URLParts, isLed: Bool, request: FetchRequest) {
        let limits = request.limits
        let host = Printable.text(hop.host)
        if let proxy = request.proxy, let reason = error.connectionFault {
            self = .proxy(
                Printable.text(proxy), host: host, reason: Printable.text(reason))
            return
        }
        switch error {
        case .refused(let peer):
            self = .addressRefused(
                address: Self.text(of: peer), host: host, port: hop.port, isLed: isLed)
        case .tooLarge: self = .tooLarge(limit: limits.decodedBytes)
        case .tooMuchSent(let limit): self = .tooMuchSent(limit: limit)
        case .headersTooLarge: self = .protocolError(reason: "its headers do not end")
        case .invalidURL(let reason):
            self = .invalidURL(Printable.text(hop.url), reason: reason, isLed: isLed)
        case .resolve: self = .resolve(host: host)
        case .connect(let reason, let refused):
            var reason = Printable.text(reason)
            if let refused {
                reason +=
                    "; \(Self.refusal(address: Self.text(of: refused), host: host, port: hop.port))"
            }
            self = .connect(host: host, port: hop.port, reason: reason)
        case .tls(let reason): self = .tls(host: host, reason: Printable.text(reason))
        case .timeout(connected: false): self = .timeout(.connect(seconds: limits.connect))
        case .timeout(connected: true): self = .timeout(.total(seconds: limits.total))
        case .tooSlow:
            self = .timeout(
                .tooSlow(bytesPerSecond: limits.slowBytes, seconds: limits.slowSeconds))
        case .damagedBody(let reason): self = .damagedBody(reason: Printable.text(reason))
        case .protocolError(let reason): self = .protocolError(reason: Printable.text(reason))
        case .local(let reason): self = .local(reason: Printable.text(reason))
        case .cancelled: self = .cancelled
        case .other(let code, let reason):
            self = .protocolError(reason: "\(Printable.text(reason)) (libcurl \(code))")
        }
    }

    /// Throws where a host is not to be asked now.
    static func check(_ admission: Admission, at host: Schedule.Host) throws(FetchError) {
        switch admission {
        case .open: break
        case .paused(let until): throw .hostPaused(HostPause(host: host, until: until))
        case .busy(let until): throw .hostBusy(HostPause(host: host, until: until))
        }
    }

    private static func text(of peer: PeerAddress) -> String {
        IPAddress(high: peer.high, low: peer.low).description
    }

    /// What the politeness policy makes of it; nil for a cancelled fetch and for one that was given
    /// up for a host's sake: neither says anything of the feed.
    public var pollFailure: PollFailure? {
        switch self {
        case .led(let error, _): error.pollFailure
        case .cancelled, .hostPaused, .hostBusy: nil
        case .local: .local(description)
        // No connection that can be trusted is none: where it is a network that wants a login, or our own
        // clock is wrong, it is so with all hosts.
        case .resolve, .connect, .proxy, .timeout(.connect), .tls: .unreachable(description)
        // What the reader wrote is what it is. A name may be answered by the network between, and so may a
        // request: one that wants a login redirects all to its page, often by the number of its router.
        case .addressRefused(let address, let host, _, let isLed):
            host == address && !isLed ? .refused(description) : .misled(description)
        // What a server makes of its redirects is its own to mend.
        case .invalidURL(_, _, isLed: true), .schemeRefused(_, _, isLed: true):
            .failed(description)
        case .invalidURL, .schemeRefused, .headerRefused: .refused(description)
        case .tooLarge, .tooMuchSent: .broken(description)
        case .timeout(.total), .timeout(.tooSlow): .silent(description)
        case .tooManyRedirects, .redirectLoop, .damagedBody, .protocolError:
            .failed(description)
        }
    }
}

extension TransferError {
    /// Why no connection came about; nil for what happened on one.
    fileprivate var connectionFault: String? {
        switch self {
        case .resolve(let reason), .connect(let reason, _): reason
        default: nil
        }
    }
}
