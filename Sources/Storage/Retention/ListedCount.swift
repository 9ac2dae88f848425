internal import Values

/// How many entries a feed lists: as many of its newest do not expire.
///
/// More are believed at once, fewer only when that has lasted: by a fault of its server a valid document may
/// be empty or cut short, and what expired meanwhile would not come back with the next whole one.
struct ListedCount: Equatable {
    /// What documents told since the first that listed fewer.
    struct Fewer: Equatable {
        /// The most that one of them listed.
        let most: Int
        /// When the first of them came.
        let since: Timestamp
    }

    /// Seconds for which all answers have to list fewer.
    static let patience: Int64 = 7 * 86_400

    private(set) var number: Int
    private(set) var fewer: Fewer?

    init(_ number: Int, fewer: Fewer?) {
        (self.number, self.fewer) = (number, fewer)
    }

    /// Takes in how many a document lists that came at `now`, while `believed` is the time that the store
    /// believes: see `BelievedClock`. A clock that is wrong for a while must not have a week pass, so the
    /// later of the two begins it, and the earlier ends it.
    mutating func take(_ count: Int, at now: Timestamp, believed: Timestamp) {
        guard count < number else {
            (number, fewer) = (count, nil)
            return
        }
        let start = max(now, believed)
        // The clock may have gone back.
        guard let former = fewer, former.since <= start else {
            fewer = Fewer(most: count, since: start)
            return
        }
        let most = max(former.most, count)
        if min(now, believed).seconds(since: former.since) < Self.patience {
            fewer = Fewer(most: most, since: former.since)
        } else {
            number = most
            fewer = count < most ? Fewer(most: count, since: start) : nil
        }
    }

    /// Takes in that a feed lists so many at least, as a document tells that broke off or that has only what
    /// is new.
    mutating func take(atLeast count: Int) {
        if count >= number {
            (number, fewer) = (count, nil)
        } else if let former = fewer, count > former.most {
            fewer = Fewer(most: count, since: former.since)
        }
    }
}
