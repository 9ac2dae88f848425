import Events
import FeedParsing
import News
import Platform
import Politeness
import Subscriptions
import TestClock
import Testing
import Values

@testable import Storage
@testable import tidings

/// What `recluster` reads of entries that were corrected.
struct ReplayTests {
    private let folder: ScratchFolder
    private let store: Store
    private let feeds: [FeedID]
    private let time = TestClock()

    init() async throws {
        folder = try ScratchFolder()
        store = try Store(folder: folder.path, clock: time.clock)
        feeds = try await store.apply(
            ["https://a.example/", "https://b.example/"].map(Subscription.init(url:))
        ) { feed, _ in feed.url }.map(\.id)
    }

    private func session() throws -> StoreSession {
        try StoreSession(folder: folder.path, clock: time.clock)
    }

    private func poll(_ feed: Int, _ id: String, _ title: String, _ text: String) async throws {
        var entry = ParsedEntry()
        (entry.id, entry.title, entry.text, entry.summary) = (id, title, text, text)
        var document = ParsedFeed()
        document.format = .rss20
        document.entries = [entry]
        _ = try await store.record([
            PollResult(feed: feeds[feed], state: PollState(due: nil), document: document)
        ])
    }

    /// A story that two feeds have, one that one has, and two hours later the first corrected: by then it is
    /// about the other's subject.
    private func correct() async throws {
        try await poll(0, "a", "Harborline bank fails", News.bank)
        try await poll(1, "b", "Harborline bank without cash", "Machines stay dark. " + News.bank)
        try await poll(1, "c", "Petrescu gives her queen", "A queen is lost. " + News.chess)
        var clusterer = Clusterer(background: .none)
        var changes = clusterer.add(try await store.newEntries(after: 0, limit: 9).map(\.document))
        #expect(changes.memberships.map(\.cluster) == [1, 1, 2])
        try await store.apply(changes, position: ClustererPosition(cursor: 3, nextCluster: 3))
        time.pass(7_200)
        try await poll(0, "a", "Petrescu wins at Velmar", News.chess)
        try await poll(0, "d", "Marrow bridge closed", "Cracks were found in two of its hangers.")
        changes = clusterer.follow(
            try await store.newEntries(after: 3, limit: 9).map(\.document))
        try await store.apply(changes, position: ClustererPosition(cursor: 4, nextCluster: 4))
    }

    /// A story that ends as one, and another: the events in which four entries are stored, the reasons that
    /// are stored with them, and that all are seen.
    private func polled(
        in clusters: [ClusterID], told: [EntryID: Decision] = [:], passing seconds: Int64 = 0,
        before later: Int = 1
    ) async throws {
        for (place, text) in [
            (
                "Gardener wins marrow contest in Lund",
                "A gardener won the marrow contest of Lund with a marrow of 61 kilograms on Sunday."
            ),
            (
                "Selvaag stock slides after plant loss",
                "Shares of Selvaag slid 14 percent after the company said it had lost its plant and"
                    + " would halt deliveries."
            ),
            (
                "Blaze guts paper mill in Torvik",
                "A blaze gutted the paper mill in Torvik overnight and two firefighters were hurt."
            ),
            (
                "Selvaag halts deliveries as blaze guts Torvik paper mill, shares slide",
                "A blaze gutted the Torvik paper mill of Selvaag, two firefighters were hurt, shares"
                    + " of Selvaag slid 14 percent after the company said it would halt deliveries of"
                    + " the plant."
            ),
        ].enumerated() {
            if place == later { time.pass(seconds) }
            try await poll(place % 2, "\(place)", text.0, text.1)
        }
        var changes = ClusterChanges()
        for (place, cluster) in clusters.enumerated() {
            let entry = EntryID(place) + 1
            changes.memberships.append(Membership(document: entry, cluster: cluster, score: 0))
            changes.decisions.append(
                .init(document: entry, decision: told[entry] ?? Decision(.opened)))
        }
        try await store.apply(
            changes,
            position: ClustererPosition(cursor: 4, nextCluster: 6, consolidatedThrough: 4))
    }

    private func reasons() throws -> [EntryID: Decision] {
        var reasons: [EntryID: Decision] = [:]
        for entry in 1...4 as ClosedRange<EntryID> {
            reasons[entry] = try session().entry(entry)?.membership?.decision
        }
        return reasons
    }

    @Test(arguments: [[1, 2, 3, 3], [1, 1, 2, 2], [1, 2, 1, 2], [1, 1, 1, 1]] as [[ClusterID]])
    func `with a time, what came before it is moved, merged and split by nothing`(
        clusters: [ClusterID]
    ) async throws {
        try await polled(in: clusters)
        #expect(try !replay().regrouping().changes.memberships.isEmpty)
        let later = TestClock.start.advanced(by: 3_600)
        #expect(try replay(since: later).regrouping().changes == ClusterChanges())
        time.pass(7_200)
        try await poll(
            0, "new", "Torvik paper mill blaze: Selvaag shares slide",
            "Shares of Selvaag slid after a blaze gutted its Torvik paper mill and deliveries halt."
        )
        var changes = ClusterChanges()
        changes.memberships = [Membership(document: 5, cluster: 5, score: 0)]
        try await store.apply(
            changes,
            position: ClustererPosition(cursor: 5, nextCluster: 6, consolidatedThrough: 5))
        let decided = try replay(since: later).regrouping().changes.memberships
        #expect(decided.map(\.document) == [5])
    }

    @Test func `with a time, an event is called as before by what it had then, however much came`()
        async throws
    {
        // The first alone came before, and three of another event were put to it.
        try await polled(in: [1, 1, 1, 1], passing: 3_600)
        let later = TestClock.start.advanced(by: 1_800)
        let changes = try replay(since: later).regrouping().changes
        #expect(!changes.memberships.isEmpty)
        #expect(!changes.memberships.contains { $0.document == 1 })
    }

    @Test func `with a time, a pin holds an entry of later beside what came before it`()
        async throws
    {
        // By score the last would be of the event of the third.
        try await polled(in: [1, 2, 3, 4], passing: 3_600, before: 3)
        let later = TestClock.start.advanced(by: 1_800)
        #expect(try !replay(since: later).regrouping().changes.memberships.isEmpty)
        _ = try session().decide(.pin([4], to: nil), by: "kim").get()
        let changes = try replay(since: later).regrouping().changes
        #expect(changes.memberships.map { "\($0.document) in \($0.cluster)" } == [])
    }

    @Test func `what moves by a merge of the replay alone tells the event that it was in`()
        async throws
    {
        try await polled(in: [1, 2, 1, 2])
        var replay = try replay()
        let regrouping = try replay.regrouping()
        #expect(regrouping.moves.map { [$0.document, $0.from, $0.to] } == [[3, 1, 2]])
        #expect(try replay.apply(regrouping, by: "kim", told: "reclustered"))
        let reason = try #require(try reasons()[3])
        #expect(reason.event == 2 && reason.formerEvent == 1, "\(reason)")
        #expect(reason.text.hasPrefix("moved from event #1: score "))
    }

    @Test func `a reason by hand is replaced once nothing binds the entry, and only then`()
        async throws
    {
        let pinned = Decision.byHand("pinned to event 3 (decision 2)", event: 3)
        try await polled(in: [1, 3, 3, 3], told: [2: pinned, 3: pinned, 4: pinned])
        _ = try session().decide(.pin([2], to: nil), by: "kim").get()
        for isFirst in [true, false] {
            var replay = try replay()
            let regrouping = try replay.regrouping()
            #expect(regrouping.moves.isEmpty && regrouping.merges.isEmpty)
            #expect(regrouping.changes.memberships.map(\.document) == (isFirst ? [3, 4] : []))
            #expect(
                Difference(regrouping, readsAnew: false).summary
                    == (isFirst ? "nothing; 2 reasons told anew" : "nothing"))
            #expect(try replay.apply(regrouping, by: "kim", told: "reclustered"))
            let reasons = try reasons()
            #expect(reasons[2]?.rule == .byHand)
            #expect(reasons[3]?.rule != .byHand && reasons[4]?.rule != .byHand, "\(reasons)")
        }
    }

    private func replay(since: Timestamp? = nil) throws -> Replay {
        try Replay(of: session(), since: since, background: .none, onProgress: { _ in })
    }

    @Test func `what was corrected is decided on as it is, once`() async throws {
        try await correct()
        var replay = try replay()
        #expect(replay.readsAnew)
        let regrouping = try replay.regrouping()
        let groups = Dictionary(grouping: try session().window().memberships, by: \.cluster)
        #expect(Set(groups.values.map { $0.map(\.document) }) == [[1, 2], [3], [4]])
        #expect(try replay.apply(regrouping, by: "kim", told: "reclustered"))
        let anew = Dictionary(grouping: try session().window().memberships, by: \.cluster)
        #expect(Set(anew.values.map { $0.map(\.document) }) == [[2], [1, 3], [4]])
        let again = try self.replay()
        #expect(!again.readsAnew)
        #expect(try again.regrouping().changes == ClusterChanges())
        let difference = Difference(try again.regrouping(), readsAnew: again.readsAnew)
        #expect(difference.isEmpty && difference.summary == "nothing")
    }

    @Test func `where no event changes, corrected entries read anew are told to be stored`()
        async throws
    {
        try await poll(0, "a", "Harborline bank fails", News.bank)
        var clusterer = Clusterer(background: .none)
        var changes = clusterer.add(try await store.newEntries(after: 0, limit: 9).map(\.document))
        try await store.apply(changes, position: ClustererPosition(cursor: 1, nextCluster: 2))
        time.pass(7_200)
        try await poll(0, "a", "Petrescu wins at Velmar", News.chess)
        changes = clusterer.follow(
            try await store.newEntries(after: 1, limit: 9).map(\.document))
        try await store.apply(changes, position: ClustererPosition(cursor: 1, nextCluster: 2))
        let replay = try replay()
        let difference = Difference(try replay.regrouping(), readsAnew: replay.readsAnew)
        #expect(difference.regrouping.changes == ClusterChanges())
        #expect(!difference.isEmpty)
        #expect(difference.summary == "nothing; corrected entries read anew")
    }

    @Test func `what came before the time that is asked for stays as the daemon holds it`()
        async throws
    {
        try await correct()
        let replay = try replay(since: TestClock.start.advanced(by: 3_600))
        #expect(!replay.readsAnew)
        #expect(try replay.regrouping().changes == ClusterChanges())
    }
}
