public import Platform
public import Politeness
internal import Values

/// What a server answered, whatever its status: the last response of a chain of redirects.
public struct FetchResponse: Sendable, Equatable {
    public var status: Int
    /// The address that answered.
    public var url: String
    /// Where the fetch began instead of at the feed's own address.
    public var startURL: String?
    /// The hops before it, in order.
    public var redirects: [Redirect] = []
    /// `ETag` and `Last-Modified` as they came.
    public var validators = Validators()
    /// Whether the request carried a validator, without which a 304 makes no sense.
    public var wasConditional = false
    public var contentType: String?
    /// All lines of `Cache-Control`, joined by commas.
    public var cacheControl: String?
    public var expires: String?
    public var retryAfter: String?
    public var date: String?
    public var age: String?
    /// Decoded; a large one is in a file still, to be read when there is room for it.
    public var body = HeldBytes.memory([])
    /// Header and body bytes received over the network before decoding, all hops together.
    public var bytesOnWire: Int64 = 0
    /// Whether the feed has a credential or headers that this address did not get: it is of another
    /// host, port or scheme than the feed's own.
    public var withheldSecrets = false
    /// Whether the address that answered is of the public internet; nil behind a proxy.
    public var peerIsPublic: Bool?

    public init(status: Int, url: String) {
        self.status = status
        self.url = url
    }

    /// One hop.
    public struct Redirect: Sendable, Hashable {
        /// 300, 301, 302, 303, 307 or 308.
        public let status: Int
        /// Where it led to, absolute.
        public let url: String
        /// Its `Retry-After`, which is the least time to wait before it is followed (RFC 9110 §10.2.3).
        public let retryAfter: String?
        /// Whether it may be remembered: not where its `Cache-Control` forbids that (RFC 9111 §5.2.2.4,
        /// §5.2.2.5).
        public let isKept: Bool

        public init(status: Int, url: String, retryAfter: String? = nil, isKept: Bool = true) {
            self.status = status
            self.url = url
            self.retryAfter = retryAfter
            self.isKept = isKept
        }
    }
}

extension FetchResponse {
    /// What the politeness policy wants to know of this answer.
    public var facts: ResponseFacts {
        var facts = ResponseFacts(status: status)
        facts.validators = validators
        facts.wasConditional = wasConditional
        facts.cacheControl = cacheControl
        facts.expires = expires
        facts.retryAfter = retryAfter
        facts.redirectRetryAfter = redirects.compactMap(\.retryAfter)
        facts.date = date
        facts.age = age
        facts.url = url
        facts.startURL = startURL
        facts.permanentTarget = permanentTarget
        facts.requests = redirects.count + 1
        facts.bytesReceived = bytesOnWire
        facts.peerIsPublic = peerIsPublic ?? true
        facts.withheldSecrets = withheldSecrets
        return facts
    }

    /// Where the unbroken run of permanent redirects that the chain began with led to: what comes
    /// behind a temporary hop is temporary too, and so is one that is not to be remembered.
    private var permanentTarget: String? {
        redirects.prefix {
            $0.isKept
                && ($0.status == HTTPStatus.movedPermanently
                    || $0.status == HTTPStatus.permanentRedirect)
        }.last?.url
    }
}
