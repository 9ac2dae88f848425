public import Values

/// How often a feed may be asked by what its reader, its document and its entries say.
public struct FeedPacing: Hashable, Sendable {
    /// The subscription's `interval` in seconds: it wins over everything but `Retry-After`.
    public var interval: Int64?
    /// RSS 2.0 `<ttl>` in seconds.
    public var ttl: Int64?
    /// RSS 2.0 `<skipHours>`: hours of UTC, 0–23.
    public var skipHours: Set<Int> = []
    /// RSS 2.0 `<skipDays>`: days of the week in UTC, 0 Sunday – 6 Saturday.
    public var skipDays: Set<Int> = []
    /// RSS 1.0 syndication module, `sy:updatePeriod` / `sy:updateFrequency`, in seconds.
    public var updatePeriod: Int64?
    /// Whether the document says that nothing will ever be new: `expired` of JSON Feed.
    public var isFinished = false
    /// When its newest entries were published, in any order.
    public var publications: [Timestamp] = []
    /// How many entries its document listed; nil: not known, as after a restart, until one comes.
    public var listed: Int?

    public init() {}
}

extension FeedPacing {
    /// Half the usual gap between two entries, so that a new one is met after a quarter of a gap on
    /// average; of a feed that has been silent for long, a tenth of the silence if that is more.
    ///
    /// Seconds; nil when fewer than two entries have a date in the past.
    func adaptiveInterval(now: Timestamp) -> Int64? {
        silence(now: now).map { $0 / 10 } ?? usualGap(now: now).map { $0 / 2 }
    }

    /// The adaptive interval, and which of its two rules it comes from.
    func pace(now: Timestamp) -> PollPolicy.Wait? {
        guard let seconds = adaptiveInterval(now: now) else { return nil }
        let told = SpanText.rough(seconds)
        // Else "10 entries an hour" would stand beside "the pace of its entries, 1d".
        let reason =
            silence(now: now).map {
                "nothing new for \(SpanText.rough($0)): a tenth of that, \(told)"
            }
            ?? "half the time that mostly lies between its entries, \(told)"
        return PollPolicy.Wait(seconds: seconds, reason: reason)
    }

    /// For how many seconds nothing came, where that says more of a feed's pace now than the usual gap
    /// between two of its entries; nil where it does not, or dates do not tell.
    public func silence(now: Timestamp) -> Int64? {
        guard let gap = usualGap(now: now), let newest = publications.filter({ $0 <= now }).max()
        else { return nil }
        let silence = now.seconds(since: newest)
        return silence / 10 > gap / 2 ? silence : nil
    }

    /// The median time between two of its newest entries in seconds; nil when fewer than two have a
    /// date in the past.
    public func usualGap(now: Timestamp) -> Int64? {
        let times = publications.filter { $0 <= now }.sorted(by: >).prefix(Self.sample)
        guard times.count > 1 else { return nil }
        // The median holds when a whole batch was posted at once or an archive was added.
        let gaps = zip(times, times.dropFirst()).map { $0.seconds(since: $1) }.sorted()
        return gaps[gaps.count / 2]
    }

    /// The time in seconds within which the entries of its list came; of a list that is longer than
    /// `sample`, as if the others came at the pace of the newest. What is asked for less often may have
    /// lost some meanwhile. Of a feed that has been silent for longer, that.
    ///
    /// Nil where dates do not tell: there are few, or most are the same, as of a batch or a server
    /// that dates everything by the poll.
    public func renewal(now: Timestamp) -> Int64? {
        let times = publications.filter { $0 <= now }
        guard times.count >= Self.fewest, let gap = usualGap(now: now), gap > 0,
            let newest = times.max(), let oldest = times.min()
        else { return nil }
        let shown = newest.seconds(since: oldest)
        // All that were kept may be all of the list, or its beginning.
        let gaps = Int64(times.count - 1)
        let all =
            times.count < Self.sample ? gaps : max(gaps, Int64(min(listed ?? 0, Self.most)) - 1)
        let (whole, isTooLong) = shown.multipliedReportingOverflow(by: all)
        return max(isTooLong ? .max : whole / gaps, now.seconds(since: newest))
    }

    /// With fewer entries than this nothing is said of how long a list lasts.
    private static let fewest = 5
    /// More listed entries than this make no difference.
    private static let most = 100_000

    /// Takes over what a document of new entries alone (226 IM Used, RFC 3229) says: its entries
    /// come on top of those that are known, and what it leaves out stays as it was.
    public mutating func add(_ part: FeedPacing) {
        ttl = part.ttl ?? ttl
        updatePeriod = part.updatePeriod ?? updatePeriod
        isFinished = isFinished || part.isFinished
        if !part.skipHours.isEmpty { skipHours = part.skipHours }
        if !part.skipDays.isEmpty { skipDays = part.skipDays }
        let new = part.publications.filter { !publications.contains($0) }
        listed = listed.map { max($0, part.listed ?? 0) } ?? part.listed
        publications = Array((new + publications).sorted(by: >).prefix(Self.sample))
    }

    /// How many of the newest entries tell the pace of a feed.
    public static let sample = 20

    /// The first moment from `due` on that falls into no hour or day to be skipped; nil when the feed would
    /// have every hour of the week skipped, which is no answer.
    func firstAllowed(from due: Timestamp) -> Timestamp? {
        guard !skipHours.isEmpty || !skipDays.isEmpty else { return nil }
        var moment = due
        while moment.seconds(since: due) <= 7 * 86_400 {
            let second = moment.secondOfDay
            if skipDays.contains(moment.date.weekday) {
                moment = moment.advanced(by: Int64(86_400 - second))
            } else if skipHours.contains(second / 3_600) {
                moment = moment.advanced(by: Int64(3_600 - second % 3_600))
            } else {
                return moment
            }
        }
        return nil
    }
}
