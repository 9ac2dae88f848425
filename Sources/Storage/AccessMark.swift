internal import Subscriptions
internal import Values

/// The marks of many feeds, most of which are asked as the one before.
struct AccessMarks {
    private let hashKey: KeyedHash.Key
    private var last: (subscription: Subscription, mark: Int64)?

    init(hashKey: KeyedHash.Key) { self.hashKey = hashKey }

    mutating func mark(of subscription: Subscription) -> Int64 {
        if let last, !subscription.isAskedOtherwise(than: last.subscription) { return last.mark }
        let mark = AccessMark.of(subscription, hashKey)
        last = (subscription, mark)
        return mark
    }
}

/// Tells whether the keys of a feed that its fetches depend on are other ones than before: what a
/// person changes where an error asks for it.
enum AccessMark {
    /// A mark of 16 bits: enough to notice a change, and too few to try out by it what a header says.
    static func of(_ subscription: Subscription, _ hashKey: KeyedHash.Key) -> Int64 {
        var hash = KeyedHash(key: hashKey)
        hash.combine("access")
        switch subscription.allowPrivate {
        case .publicOnly: hash.combine("public")
        case .any: hash.combine("any")
        case .rules(let rules):
            for rule in rules {
                switch rule {
                case .block(let network, let length): hash.combine("\(network)/\(length)")
                case .hostPort(let host, let port): hash.combine("\(host):\(port)")
                }
            }
        }
        hash.combine("headers")
        for header in subscription.headers {
            hash.combine(header.name)
            hash.combine(header.value)
        }
        hash.combine("others")
        hash.combine(subscription.credential ?? "")
        hash.combine(subscription.proxy ?? "")
        hash.combine(subscription.sizeLimit.map { "\($0)" } ?? "")
        hash.combine(subscription.timeout.map { "\($0)" } ?? "")
        // Without one the mark is what it was before there was the key.
        if let contact = subscription.contact { hash.combine(contact.text) }
        return hash.finish().low & 0xffff
    }
}
