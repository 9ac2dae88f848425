internal import FeedParsing
internal import Storage
internal import Subscriptions
internal import Values

/// What each feed brought to the store within a day, to name one that fills it.
struct FeedVolumes {
    /// Bytes within a day that no sound feed brings: the busiest agencies have some five millions, and the
    /// largest archives, which come once, some fifty.
    static let remarkable = 256 << 20
    private static let day: Int64 = 86_400

    private var start: Timestamp?
    private var bytes: [FeedID: Int] = [:]

    /// Counts the new entries that the store took of a document: one that is revised takes the place of
    /// its former state, of which only the last few are kept. Answers the bytes of the day when they become
    /// remarkable, and then no more on that day.
    mutating func count(
        _ receipt: PollReceipt, of document: ParsedFeed, now: Timestamp
    ) -> Int? {
        let age = start.map { now.seconds(since: $0) }
        if age.map({ !(0..<Self.day).contains($0) }) ?? true { (start, bytes) = (now, [:]) }
        let stored = min(receipt.new, document.entries.count)
        guard stored > 0 else { return nil }
        // Which of them were stored is not known here: the mean of all will do.
        let before = bytes[receipt.feed] ?? 0
        let total = before + document.weight / document.entries.count * stored
        bytes[receipt.feed] = total
        return before <= Self.remarkable && total > Self.remarkable ? total : nil
    }
}

extension Poller {
    /// Names a feed that brings so much that it fills the disk, or what `max_size` leaves to all.
    func tellVolume(of feed: FeedRecord, _ receipt: PollReceipt, _ document: ParsedFeed?) {
        guard let document, let bytes = volumes.count(receipt, of: document, now: clock.now)
        else { return }
        log.warning(
            .feedHeavy, feed: feed.subscription.url,
            "brought \(bytes >> 20) MiB within a day, more than feeds do, which older entries of others may"
                + " have to make room for; if it should not: tidings remove, or a smaller max_size"
                + " of it in feeds.yml")
    }
}
