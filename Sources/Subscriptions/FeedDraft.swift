internal import Values
internal import YAMLEvents

/// A feed as the file says it, before the defaults: nil is what it does not say.
struct FeedDraft: Equatable {
    var url: String
    var title: String?
    var publisher: String?
    var isEnabled: Bool?
    var credential: String?
    var settings = FeedSettings()

    /// The subscription that results, what the feed does not say taken from `defaults`.
    func subscription(line: Int, defaults: FeedSettings) -> Subscription {
        var subscription = Subscription(url: url)
        subscription.title = title
        subscription.tags = settings.tags ?? defaults.tags ?? []
        subscription.publisher = publisher
        subscription.interval = settings.interval ?? defaults.interval
        subscription.isEnabled = isEnabled ?? true
        subscription.allowPrivate = settings.allowPrivate ?? defaults.allowPrivate ?? .publicOnly
        // A default header stands unless the feed has one of that name.
        subscription.headers =
            defaults.headers.filter { header in
                !settings.headers.contains { HeaderRules.areSame($0.name, header.name) }
            } + settings.headers
        subscription.credential = credential
        subscription.contact = settings.contact ?? defaults.contact
        subscription.proxy = (settings.proxy ?? defaults.proxy)?.url
        subscription.sizeLimit = settings.sizeLimit ?? defaults.sizeLimit
        subscription.timeout = settings.timeout ?? defaults.timeout
        let retention = Retention(defaults, StoreSettings())
        subscription.keep = settings.keep.map(\.value) ?? retention.keep
        subscription.keepEntries = settings.keepEntries.map(\.value) ?? retention.keepEntries
        subscription.line = line
        return subscription
    }
}

/// A feed with its places in the file.
struct FeedItem {
    let draft: FeedDraft
    /// What tells it from other feeds.
    let key: String
    /// Where its address stands.
    let urlMark: YAMLMark
    /// The place behind it.
    let urlEnd: YAMLMark
    let urlStyle: YAMLEvent.ScalarStyle
    /// Its keys in the order of the file; none of an address alone.
    let fields: [FeedField]
    /// Where it begins, behind the dash.
    let start: YAMLMark
    /// The place behind it, where that is seen: of a block it may be further on.
    let end: YAMLMark
    /// The last line that it fills.
    let lastLine: Int
    let form: Form

    /// How a feed is written.
    enum Form {
        /// Its address alone.
        case address
        /// Keys and values, one a line.
        case lines
        /// Keys and values in braces.
        case braces
    }

    /// Where its interval stands.
    var intervalMark: YAMLMark? { fields.first { $0.name == "interval" }?.value.from }
}

extension Subscription {
    /// A key that is equal for addresses of one feed: the scheme, its own port, the case of the host,
    /// dot segments and the fragment do not tell feeds apart.
    ///
    /// Narrower than the identity of a page: a parameter or `www.` may well lead to another feed.
    /// Nil when `address` is no absolute http or https address.
    public static func feedKey(of address: String) -> String? {
        WebURL(address).map(feedKey(of:))
    }

    static func feedKey(of url: WebURL) -> String {
        var key = url.host
        if let port = url.port { key += ":\(port)" }
        key += url.path
        if let query = url.query { key += "?\(query)" }
        return key
    }
}
