internal import Storage
internal import Values

/// Which of the feeds that fail a person should know of first: one of those whose fault they can mend,
/// then of the fault that most feeds have, then one that worked before, since what never did nobody
/// misses yet, then the one that has failed for the longest time.
struct WorstFailure: Equatable {
    let feed: FeedID
    /// How many others fail in the same way.
    let others: Int

    /// After so many failures in a row what may pass by itself is worth a word.
    private static let many = 3

    /// Nil where what fails is likely to mend itself soon.
    init?(of failing: [FailingFeed]) {
        let told = failing.filter { FeedRemedy.needsPerson($0) || $0.failures >= Self.many }
        let counts = Dictionary(told.map { (Fault($0), 1) }, uniquingKeysWith: +)
        func count(_ feed: FailingFeed) -> Int { counts[Fault(feed), default: 0] }
        let never = Timestamp(seconds: .max)
        // The least is the worst.
        func rank(_ feed: FailingFeed) -> (Int, Int, Timestamp, FeedID) {
            (-Self.mendable(feed), -count(feed), feed.lastSuccess ?? never, feed.id)
        }
        guard let worst = told.min(by: { rank($0) < rank($1) }) else { return nil }
        feed = worst.id
        others = count(worst) - 1
    }

    /// How much a person can do: 2 they mend it, 1 others have to, 0 it mends itself.
    private static func mendable(_ feed: FailingFeed) -> Int {
        guard FeedRemedy.needsPerson(feed) else { return 0 }
        let isOwners = feed.lastStatus == HTTPStatus.forbidden && feed.due != nil
        return isOwners && !feed.isRefused && !feed.isUnstored ? 1 : 2
    }

    /// What is alike in the failures of several feeds: a status that says all, else what is told.
    private enum Fault: Hashable {
        case gone, unstored
        case status(Int)
        case told(String)

        init(_ feed: FailingFeed) {
            self =
                if feed.due == nil {
                    .gone
                } else if feed.isUnstored {
                    .unstored
                } else if let status = feed.lastStatus, status != HTTPStatus.ok {
                    .status(status)
                } else {
                    .told(Self.common(feed.error))
                }
        }

        /// The words of an error that another feed may have as well: no numbers, names of servers and
        /// addresses.
        private static func common(_ error: String) -> String {
            error.split(separator: " ").map { word in
                word.last.map { ",;:".contains($0) } == true ? word.dropLast() : word
            }
            .filter { $0.allSatisfy(\.isLetter) }.joined(separator: " ")
        }
    }
}
