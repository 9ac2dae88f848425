internal import Values

/// What a response says about when to come back; header values as they came.
public struct ResponseFacts: Hashable, Sendable {
    public var status: Int
    public var validators = Validators()
    /// Whether the request carried a validator.
    public var wasConditional = false
    /// `Cache-Control`, several lines joined by commas.
    public var cacheControl: String?
    public var expires: String?
    /// `Retry-After`, several lines joined by commas.
    public var retryAfter: String?
    /// Those of redirects on the way to the answer, each as above.
    public var redirectRetryAfter: [String] = []
    public var date: String?
    public var age: String?
    /// The address that answered, at the end of the redirects.
    public var url: String?
    /// The address that was asked in place of the feed's own (`PollState.address`).
    public var startURL: String?
    /// Where 301 or 308 led to, when the chain of redirects began with one.
    public var permanentTarget: String?
    /// Whether the feed has a credential or headers that `url` did not get, which is of another host,
    /// port or scheme than the feed's own address.
    public var withheldSecrets = false
    /// How many requests the poll took: one, and one for each redirect that was followed.
    public var requests = 1
    /// Bytes on the wire.
    public var bytesReceived: Int64 = 0
    /// Whether the server has a public address: a pause is for the whole of a public host, while
    /// on one machine's own address unrelated programs live side by side.
    public var peerIsPublic = true

    public init(status: Int) {
        self.status = status
    }

    /// Whether a document comes with it that counts: 200, 203 from a proxy that changed it, or 226, what
    /// is new in it. What a 206 brings is a piece that nobody asked for, a 202 a promise.
    public var bringsDocument: Bool {
        status == HTTPStatus.ok || status == HTTPStatus.nonAuthoritative
            || status == HTTPStatus.imUsed
    }

    /// Whether that is the document as a whole, whatever was known of it.
    var bringsWhole: Bool { bringsDocument && status != HTTPStatus.imUsed }
}

extension ResponseFacts {
    /// What is wrong with the document that came, and where a redirect led for it: to a page that wants a
    /// login, as like as not.
    public func told(_ fault: String) -> String {
        guard requests > 1, let url else { return fault }
        let address = url.count > Self.longestTold ? "\(url.prefix(Self.longestTold))..." : url
        return "redirected to \(address): \(fault)"
    }

    /// Characters of an address that a message tells: what asks for a login may add the way back to it.
    private static let longestTold = 200
}

/// What became of the document that came with a response.
public enum DocumentOutcome: Hashable, Sendable {
    /// None was wanted: 304, or an error's page.
    case none
    /// It was read as a feed and its entries are kept.
    case parsed
    /// The same, but it ended before it should have: there may be more to it than what was kept.
    case cutOff
    /// It was none, or too broken, told for a person; `isPage`: it was a web page.
    case unreadable(String, isPage: Bool = false)
}

/// Why a poll brought no response at all.
public enum PollFailure: Hashable, Sendable {
    /// The name did not resolve, or no connection came about that can be trusted: it may be our own network.
    case unreachable(String)
    /// A connection came about, and a deadline passed before the answer was there.
    case silent(String)
    /// Anything else that may pass by itself, told for a person.
    case failed(String)
    /// The document is none that can be taken, and will be so again: it is too large.
    case broken(String)
    /// Polling makes no sense before the reader changes something: a refused address or scheme.
    case refused(String)
    /// Nobody was asked for want of the secret that would have been sent along.
    case unsecured(String)
    /// The name leads to an address that is refused. That is for the reader to change, too, unless it is our
    /// own network that answers for all names, as one does that wants a login.
    case misled(String)
    /// This machine lacks what a poll takes, such as descriptors, or room for a large document: the feed and
    /// its server have no part in it.
    case local(String)

    /// Whether it may be our own network that failed.
    public var mayBeOurs: Bool {
        switch self {
        case .unreachable, .misled: true
        case .silent, .failed, .broken, .refused, .unsecured, .local: false
        }
    }

    /// Whether a server was reached and asked.
    public var isOfServer: Bool {
        switch self {
        case .silent, .failed, .broken: true
        case .unreachable, .refused, .unsecured, .misled, .local: false
        }
    }

    /// The reason, for a person.
    public var reason: String {
        switch self {
        case .unreachable(let reason), .silent(let reason), .failed(let reason),
            .broken(let reason), .refused(let reason), .unsecured(let reason), .misled(let reason),
            .local(let reason):
            reason
        }
    }
}
