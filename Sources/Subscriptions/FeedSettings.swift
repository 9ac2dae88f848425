internal import Values

/// What feeds.yml may say of a feed and under `defaults:` alike; nil is what it does not say.
struct FeedSettings: Equatable {
    var tags: [String]?
    var interval: Int64?
    var allowPrivate: AddressPermit?
    var headers: [RequestHeader] = []
    var contact: Contact?
    var proxy: ProxyRule?
    var sizeLimit: Int?
    var timeout: Int?
    var keep: Bound<Int64>?
    var keepEntries: Bound<Int>?
}
