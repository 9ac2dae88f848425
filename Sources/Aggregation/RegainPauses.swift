/// How long to wait before a store that could not be written is tried again, in seconds.
///
/// Each pause is twice the one before, up to a minute: that is soon after somebody has made room. A store
/// that a try finds well and that fails with what is stored next, as one at its quota does, in which a small
/// write has room and a batch of polls has none, would have all feeds fetched for nothing once a minute: with
/// each such return within a minute the pauses may be twice as long as before, up to a quarter of an hour.
struct RegainPauses {
    private static let first: Int64 = 1
    private static let longest: Int64 = 60
    private static let longestAfterReturns: Int64 = 900

    private var pause = first
    private var limit = longest
    private var isNew = true

    /// An outage begins; `afterWell`: the seconds since a try found the store well, nil when there was none.
    mutating func begin(afterWell: Int64?) {
        if let afterWell, afterWell <= Self.longest {
            if pause >= limit { limit = min(2 * limit, Self.longestAfterReturns) }
        } else {
            self = RegainPauses()
        }
    }

    /// The seconds to wait before the next try.
    mutating func next() -> Int64 {
        pause = isNew ? Self.first : min(2 * pause, limit)
        isNew = false
        return pause
    }
}
