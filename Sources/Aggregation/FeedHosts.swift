internal import Fetching
internal import Politeness
internal import Storage
internal import Subscriptions
internal import Values

/// The servers that feeds are paced by, each with the address that it was found for.
struct FeedHosts {
    private var found: [FeedID: Door] = [:]

    /// Where a feed is asked. A poll goes by what its place in line was taken for, however long it waited:
    /// an address that is remembered for a day may be another by then.
    struct Door {
        let address: String
        let host: Schedule.Host
    }

    /// Looks all up anew, with room for `count`: which of them are local may have changed.
    mutating func forget(expecting count: Int) {
        found.removeAll()
        found.reserveCapacity(count)
    }

    /// Where `host(of:now:)` found last that a feed is asked.
    func door(of feed: FeedID) -> Door? { found[feed] }

    /// The server of the address that is asked next. An address that libcurl cannot read has one of its
    /// own: the poll tells what is wrong with it.
    mutating func host(of record: FeedRecord, now: Timestamp) -> Schedule.Host {
        let url = record.subscription.url
        let address = record.poll.nextAddress(of: url, now: now)
        if let known = found[record.id], known.address == address { return known.host }
        let host =
            Schedule.Host(url: address, permit: record.subscription.allowPrivate)
            ?? Schedule.Host(name: url, isLocal: false)
        found[record.id] = Door(address: address, host: host)
        return host
    }
}
