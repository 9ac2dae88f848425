internal import Fetching
internal import Politeness
internal import Storage
internal import Subscriptions
internal import Values

/// The servers that feeds are paced by, each with the address that it was found for.
struct FeedHosts {
    private var found: [FeedID: (address: String, host: Schedule.Host)] = [:]

    /// Looks all up anew, with room for `count`: which of them are local may have changed.
    mutating func forget(expecting count: Int) {
        found.removeAll()
        found.reserveCapacity(count)
    }

    /// The server of the address that is asked next. An address that libcurl cannot read has one of its
    /// own: the poll tells what is wrong with it.
    mutating func host(of record: FeedRecord) -> Schedule.Host {
        let url = record.subscription.url
        let address = record.poll.due.map { record.poll.address(of: url, now: $0) } ?? url
        if let known = found[record.id], known.address == address { return known.host }
        let host =
            Schedule.Host(url: address, permit: record.subscription.allowPrivate)
            ?? Schedule.Host(name: url, isLocal: false)
        found[record.id] = (address, host)
        return host
    }
}
