internal import CommandLineInterface
internal import Events
internal import FeedParsing
internal import Platform
internal import Politeness
internal import Storage
internal import Subscriptions
internal import Values

/// A store that is filled with news that never was, by the daemon's own writer: polls are recorded and
/// clusters applied, batch by batch, only the decisions are made up.
struct NewsStore {
    /// How large a store is to be.
    struct Shape {
        var entries: Int
        var clusters: Int
        var feeds: Int
    }

    /// CPU nanoseconds that the writer took, and for how many entries.
    struct Cost {
        var recording: UInt64 = 0
        var clustering: UInt64 = 0
        var entries = 0

        /// Microseconds an entry.
        func recorded() -> Double { Double(recording) / 1_000 / Double(max(1, entries)) }
        func clustered() -> Double { Double(clustering) / 1_000 / Double(max(1, entries)) }

        func since(_ other: Cost) -> Cost {
            Cost(
                recording: recording - other.recording, clustering: clustering - other.clustering,
                entries: entries - other.entries)
        }
    }

    /// At most, as the daemon stores them; no feed comes twice in a batch, or the order of arrival would
    /// not be known.
    private static let feedsInBatch = 64
    private static let entriesInPoll = 5
    private static let days: Int64 = 100

    private let store: Store
    private let clock: Locked<Timestamp>
    private let feeds: [FeedID]
    private let shape: Shape
    private var news: StoredNews
    private let start: Timestamp
    /// Seconds over which the entries of this run are spread.
    private let length: Int64
    private var random: SplitMix
    /// Entries of this run, and polls.
    private var made = 0
    private var polls = 0
    private var position: ClustererPosition
    private let firstEvent: ClusterID
    /// The first entry of each event of this run.
    private var origins: [Int: EntryID] = [:]
    private(set) var cost = Cost()

    /// Opens the store in `folder`, which may be one that was filled before: then what comes is put
    /// behind it.
    init(folder: String, shape: Shape, now: Timestamp) async throws {
        let clock = Locked(now)
        store = try Store(folder: folder, clock: WallClock { clock.withLock { $0 } })
        self.clock = clock
        self.shape = shape
        feeds = try await store.apply(
            (0..<shape.feeds).map(Self.subscription), publisher: Publisher.name(of:siteLink:)
        ).map(\.id)
        position = try await store.clustererPosition()
        firstEvent = position.nextCluster
        let seed = UInt64(position.cursor) + 7
        random = SplitMix(seed: seed)
        let lexicon = NewsLexicon(table: try SharedData.frequencies()["en"] ?? [])
        news = StoredNews(
            lexicon: lexicon, entries: shape.entries, events: shape.clusters,
            prefix: "\(position.cursor)-", seed: seed)
        // What is put behind others is of now, an entry a second.
        let isFirst = position.cursor == 0
        length = isFirst ? max(Self.days * 86_400, Int64(shape.entries)) : Int64(shape.entries)
        start = now.advanced(by: isFirst ? -length : 0)
    }

    /// Records and clusters until the shape is reached.
    mutating func fill() async throws {
        while made < shape.entries { try await step() }
    }

    /// One batch of polls: at most `feedsInBatch` feeds with a few new entries each.
    mutating func step() async throws {
        let batch = min(Self.feedsInBatch, feeds.count) * Self.entriesInPoll
        let count = min(batch, shape.entries - made)
        let items = (0..<count).map { place in
            news.next(published: moment(made + place))
        }
        clock.withLock { $0 = moment(made + count) }
        var results: [PollResult] = []
        for first in stride(from: 0, to: count, by: Self.entriesInPoll) {
            results.append(
                poll(items[first..<min(first + Self.entriesInPoll, count)].map(\.entry)))
        }
        let changes = changes(items, after: position.cursor)
        position.cursor += Int64(count)
        let began = SystemTime.processCPUNanoseconds()
        let receipts = try await store.record(results)
        let recorded = SystemTime.processCPUNanoseconds()
        try await store.apply(changes, position: position)
        cost.clustering += SystemTime.processCPUNanoseconds() - recorded
        cost.recording += recorded - began
        cost.entries += count
        made += count
        guard receipts.reduce(0, { $0 + $1.new }) == count else { throw NotAllNew() }
    }

    struct NotAllNew: Error, CustomStringConvertible {
        var description: String { "some entries were known: is this another's store?" }
    }

    func close() async throws { try await store.close() }

    /// When an entry is published: evenly over the days, each later than the one before, so that the
    /// order of arrival is known.
    private func moment(_ entry: Int) -> Timestamp {
        start.advanced(by: Int64(entry) * length / Int64(max(1, shape.entries)))
    }

    /// The next feed's turn: in an order that jumps about, as due times do.
    private mutating func poll(_ entries: [ParsedEntry]) -> PollResult {
        let place = polls * 7_919 % feeds.count
        polls += 1
        let now = clock.withLock { $0 }
        var state = PollState(due: now.advanced(by: 3_600))
        state.dueReason = "from the feed's own pace, 1h"
        state.polls = polls / feeds.count + 1
        state.lastPolled = now
        state.lastSuccess = now
        state.lastStatus = HTTPStatus.ok
        state.bytesReceived = Int64(polls / feeds.count + 1) * 20_000
        state.validators = Validators(
            eTag: Array("\"\(random.next())\"".utf8),
            lastModified: Array("Fri, 27 Nov 2026 10:00:00 GMT".utf8),
            url: Self.subscription(place).url)
        state.pacing.publications = (0..<20).map { now.advanced(by: -3_600 * Int64($0)) }
        state.manners.visits = state.polls
        state.manners.requests = state.polls
        state.manners.first = start
        state.manners.last = now
        // One feed in fifty fails; what it brought was before that.
        if place % 50 == 0 {
            state.failures = 3
            state.lastStatus = HTTPStatus.serviceUnavailable
            state.lastError = "the server answered 503 Service Unavailable"
        }
        var document = ParsedFeed()
        document.format = .rss20
        document.title = "The News of Place \(place)"
        document.link = "https://www.f\(place / 2).example/"
        document.description = "All that happens at place \(place), as we see it."
        document.language = "en"
        document.entries = entries.reversed()
        return PollResult(feed: feeds[place], state: state, document: document)
    }

    private mutating func changes(_ items: [StoredNews.Item], after cursor: EntryID)
        -> ClusterChanges
    {
        var changes = ClusterChanges()
        for (place, item) in items.enumerated() {
            let id = cursor + 1 + Int64(place)
            let cluster = firstEvent + Int64(item.event)
            position.nextCluster = max(position.nextCluster, cluster + 1)
            if item.opens {
                origins[item.event] = id
                changes.topics.append(.init(cluster: cluster, terms: item.terms))
            }
            let origin = item.isCopy ? origins[item.event] : nil
            let score = item.opens ? 0.21 : 0.3 + random.fraction() / 3
            changes.memberships.append(
                Membership(
                    document: id, cluster: cluster, score: item.opens ? 0 : score,
                    copy: origin.map {
                        CopyEvidence(
                            origin: $0, containment: 0.94, direction: "published 2 h later")
                    }))
            changes.decisions.append(
                .init(document: id, decision: decision(item, cluster, score, isCopy: origin != nil))
            )
        }
        return changes
    }

    private mutating func decision(
        _ item: StoredNews.Item, _ cluster: ClusterID, _ score: Double, isCopy: Bool
    ) -> Decision {
        if isCopy {
            var decision = Decision(.copy, event: cluster, score: 0.94)
            decision.overlap = .init(shared: 60, own: 64, origin: 71, evidence: "published")
            return decision
        }
        var decision = Decision(
            item.opens ? .opened : .joined, event: cluster, score: score, threshold: 0.284_963)
        decision.factors = [
            .init("mean link", score), .init("size", 1, measure: 5, unit: "texts"),
            .init("time", 0.981_2, measure: 1.4, unit: "days apart"),
            .init("breadth", 0.953, measure: 0.54, unit: "of the link in one term"),
            .init("agreement", 1, measure: 0.25, unit: "names differ"),
        ]
        decision.shared = item.terms.prefix(5).map { .init($0, random.fraction() / 10) }
        return decision
    }

    private static func subscription(_ place: Int) -> Subscription {
        var subscription = Subscription(url: "https://www.f\(place / 2).example/feed\(place).xml")
        subscription.tags = place % 3 == 0 ? ["news"] : []
        return subscription
    }
}
