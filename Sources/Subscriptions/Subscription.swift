public import Values

/// A feed that the reader wants followed: one item of `feeds:` in feeds.yml, defaults applied.
public struct Subscription: Hashable, Sendable {
    /// Where the feed is, absolute http or https, as written in the file.
    public var url: String
    /// The reader's name for it; nil: the feed's own title.
    public var title: String?
    public var tags: [String] = []
    /// Who speaks, when it is not told by the registrable domain.
    public var publisher: String?
    /// The time between two polls in seconds, longer while the feed fails or its server asks to wait
    /// (`Retry-After`); nil: decided from the feed.
    public var interval: Int64?
    public var isEnabled = true
    public var allowPrivate = AddressPermit.publicOnly
    /// Request headers of this feed's own, in the order of the file.
    public var headers: [RequestHeader] = []
    /// The name of the secret that holds `user:password` for HTTP basic authentication.
    public var credential: String?
    /// Whom the owner of its server may turn to; nil: whom the daemon was told, if anybody.
    public var contact: Contact?
    /// The proxy that the feed is asked through, an http, https or socks5h address without a user;
    /// nil: none.
    public var proxy: String?
    /// The largest document in bytes, decoded; nil: the fetcher's own limit.
    public var sizeLimit: Int?
    /// The longest that one fetch may take, redirects included, in seconds; nil: the fetcher's own.
    public var timeout: Int?
    /// Seconds after its arrival for which an entry is kept; nil: for ever.
    public var keep = Retention.standard.keep
    /// How many entries are kept; nil: all.
    public var keepEntries = Retention.standard.keepEntries
    /// The line of feeds.yml where its `url` stands, the first line being 1.
    public var line = 0

    public init(url: String) {
        self.url = url
    }

    /// Whether its requests are others than those of `former`, or what may come of them, whatever both are
    /// asked at.
    public func isAskedOtherwise(than former: Subscription) -> Bool {
        credential != former.credential || headers != former.headers || contact != former.contact
            || proxy != former.proxy
            || allowPrivate != former.allowPrivate || sizeLimit != former.sizeLimit
            || timeout != former.timeout
    }
}

/// A header that a subscription adds to each of its requests.
public struct RequestHeader: Hashable, Sendable {
    public let name: String
    public let value: String

    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}
