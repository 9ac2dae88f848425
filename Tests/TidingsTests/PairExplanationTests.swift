import Events
import FeedParsing
import Platform
import Politeness
import Subscriptions
import Testing
import Values

@testable import Storage
@testable import tidings

/// What is told of two entries that a store holds.
struct PairExplanationTests {
    private static let start = Timestamp(seconds: 1_700_000_000)
    private static let texts = [
        ("Ferry aground off Lindesvik", "The ferry Halvorsen struck the Skarv reef on Tuesday."),
        ("Halvorsen hits reef", "All aboard the ferry Halvorsen are safe after the Skarv reef."),
        ("Marrow bridge closed", "Engineers found cracks in two hangers of the Marrow bridge."),
    ]

    private static let frenchText = (
        "Le pont de Marrow est fermé aux camions",
        "Les ingénieurs ont trouvé des fissures dans le pont, et les travaux dureront des mois."
    )

    /// Three entries, 1 and 2 in event 1, 3 in event 3, those up to `expired` out of the window.
    private static func reader(
        _ folder: ScratchFolder, expired: EntryID, decisions: [ClusterChanges.Told] = [],
        french: Set<Int> = []
    ) async throws -> StoreSession {
        let store = try Store(folder: folder.path, clock: WallClock { start })
        let feed = try await store.apply([Subscription(url: "https://a.example/")]) { feed, _ in
            feed.url
        }[0].id
        for (place, text) in texts.enumerated() {
            var entry = ParsedEntry()
            let (title, body) = french.contains(place) ? Self.frenchText : text
            (entry.id, entry.title, entry.text) = ("\(place)", title, body)
            var document = ParsedFeed()
            document.format = .rss20
            document.entries = [entry]
            _ = try await store.record([
                PollResult(feed: feed, state: PollState(due: nil), document: document)
            ])
        }
        var changes = ClusterChanges()
        changes.memberships = [(1, 1), (2, 1), (3, 3)].map {
            Membership(document: $0, cluster: $1, score: 0)
        }
        changes.decisions = decisions
        changes.headlines = [.init(cluster: 1, document: 1), .init(cluster: 3, document: 3)]
        try await store.apply(
            changes,
            position: ClustererPosition(cursor: 3, nextCluster: 4, expiredThrough: expired))
        try await store.close()
        return try StoreSession(folder: folder.path)
    }

    private static func explanation(
        _ a: SideName, _ b: SideName, in reader: StoreSession
    ) throws -> PairExplanation {
        try PairExplanation(
            #require(try a.side(in: reader)), #require(try b.side(in: reader)), in: reader,
            background: .none)
    }

    @Test func `what has expired is said, and not weighed`() async throws {
        let folder = try ScratchFolder()
        let reader = try await Self.reader(folder, expired: 3)
        let later = Self.start.advanced(by: 40 * 86_400)
        let store = try Store(folder: folder.path, clock: WallClock { later })
        var subscription = Subscription(url: "https://a.example/")
        subscription.keepEntries = 1
        _ = try await store.apply([subscription]) { feed, _ in feed.url }
        // The clock is not believed before it has gone on for a day.
        for hours in [0, 12, 24] as [Int64] {
            _ = try await store.believedTime(at: later.advanced(by: (hours - 24) * 3_600))
        }
        var round = try #require(try await store.expiryRound(.standard, isAskedFor: true))
        while !round.isDone { round = try await store.expire(round) }
        #expect(round.entries == 2)
        try await store.close()
        let explanation = try Self.explanation(.event(1), .event(3), in: reader)
        #expect(!explanation.areTogether)
        #expect(explanation.weighed.isEmpty)
        let page = ExplanationPage(
            explanation: explanation, style: Style(isOn: false), now: later, columns: nil
        ).text
        #expect(page.contains("the texts of 2 have expired and are not weighed"))
        #expect(page.contains("cannot be weighed"))
        #expect(page.contains("Ferry aground off Lindesvik"))
        let isThere = try SideName.entry(1).side(in: reader) != nil
        #expect(!isThere)
    }

    @Test(arguments: [0, 2, 3]) func `what has left the window is weighed too`(
        expired: EntryID
    ) async throws {
        let folder = try ScratchFolder()
        let reader = try await Self.reader(folder, expired: expired)
        let pair = try Self.explanation(.entry(1), .entry(2), in: reader)
        #expect(pair.areTogether)
        #expect(pair.stored.isEmpty)
        #expect(pair.weighed.map(\.label) == ["entry 1 and entry 2"])
        #expect(pair.weighed[0].decision.shared.contains { $0.name == "halvorsen" })
        let apart = try Self.explanation(.entry(1), .event(3), in: reader)
        #expect(apart.verdict == "apart: the entry is in event #1")
        #expect(
            apart.weighed.map(\.label) == [
                "entry 1 and event #3", "the events #1 and #3",
            ])
        #expect(apart.documentCount == 3)
        #expect(try Self.explanation(.event(1), .event(3), in: reader).weighed.count == 1)
    }

    @Test func `an entry is weighed against the rest of its own event, and that is said`()
        async throws
    {
        let folder = try ScratchFolder()
        let reader = try await Self.reader(folder, expired: 0)
        for (a, b) in [(SideName.entry(2), SideName.event(1)), (.event(1), .entry(2))] {
            let own = try Self.explanation(a, b, in: reader)
            #expect(own.weighed.map(\.label) == ["entry 2 and the rest of event #1"])
        }
    }

    @Test func `what people decided that keeps two apart is told`() async throws {
        let folder = try ScratchFolder()
        let reader = try await Self.reader(folder, expired: 0)
        func rules(_ a: SideName, _ b: SideName) throws -> [ByHandRule] {
            try Self.explanation(a, b, in: reader).keptApart
        }
        #expect(try rules(.event(1), .event(3)) == [])
        _ = try reader.decide(.pin([3], to: nil), by: "kim").get()
        #expect(try rules(.event(1), .event(3)) == [])
        #expect(try rules(.event(1), .entry(3)) == [.pinnedAlone(3)])
        _ = try reader.decide(.pin([1], to: nil), by: "kim").get()
        #expect(try rules(.event(1), .event(3)) == [.pinned(1, 3)])
        #expect(try rules(.entry(3), .entry(2)) == [.pinned(3, 1)])
        #expect(try rules(.entry(1), .entry(2)) == [])
        _ = try reader.decide(.unpin([1, 3]), by: "kim").get()
        #expect(try rules(.entry(1), .entry(3)) == [])
        _ = try reader.decide(.split([2], from: 1), by: "kim").get()
        #expect(try rules(.entry(1), .entry(2)) == [.setApart(1, 2)])
        #expect(try rules(.event(4), .event(1)) == [.setApart(2, 1)])
        _ = try reader.decide(.merge([3, 4]), by: "kim").get()
        #expect(try rules(.entry(3), .entry(1)) == [.setApart(3, 1), .putTogether(3)])
        let page = ExplanationPage(
            explanation: try Self.explanation(.entry(3), .entry(1), in: reader),
            style: Style(isOn: false), now: Self.start, columns: nil
        ).text
        #expect(
            page.contains("\n  by hand: entries 3 and 1 are kept apart: no score puts"), "\(page)")
    }

    @Test func `of what was decided only that about the two is told`() async throws {
        let folder = try ScratchFolder()
        let joined = Decision(.joined, event: 1, score: 0.5, threshold: 0.29)
        let opened = Decision(.opened, event: 1, score: 0.1, threshold: 0.29)
        let reader = try await Self.reader(
            folder, expired: 0,
            decisions: [
                .init(document: 1, decision: Decision(.opened)),
                .init(document: 2, decision: joined), .init(document: 3, decision: opened),
            ])
        func entries(_ a: SideName, _ b: SideName) throws -> [EntryID] {
            try Self.explanation(a, b, in: reader).stored.map(\.entry)
        }
        #expect(try entries(.entry(1), .entry(2)) == [1, 2])
        #expect(try entries(.entry(2), .entry(3)) == [3])
        #expect(try entries(.event(3), .event(1)) == [3])
        #expect(try entries(.entry(2), .event(1)) == [2])
        // What was decided of an event holds for what is in it.
        #expect(try entries(.entry(2), .event(3)) == [3])
    }

    @Test func `that two are of different languages is said of entries and of events alike`()
        async throws
    {
        let sides: [(SideName, SideName)] = [
            (.entry(1), .entry(3)), (.entry(1), .event(3)), (.event(1), .entry(3)),
            (.event(1), .event(3)),
        ]
        let folder = try ScratchFolder()
        let reader = try await Self.reader(folder, expired: 0, french: [2])
        for (a, b) in sides {
            let languages = try Self.explanation(a, b, in: reader).languages
            #expect(languages?.0 == "en" && languages?.1 == "fr", "\(a) \(b)")
        }
        #expect(try Self.explanation(.entry(1), .entry(2), in: reader).languages == nil)
        #expect(try Self.explanation(.entry(1), .event(1), in: reader).languages == nil)
        // An event with an entry of either is not of another language.
        let mixed = try ScratchFolder()
        let both = try await Self.reader(mixed, expired: 0, french: [1, 2])
        #expect(try Self.explanation(.event(1), .event(3), in: both).languages == nil)
        #expect(try Self.explanation(.entry(1), .event(3), in: both).languages != nil)
    }

    @Test func `standing text is told neither as shared nor as new`() async throws {
        let folder = try ScratchFolder()
        let note = "Subscribe to Riverside Gazette Premium for just 9.99 a month today."
        let texts = [
            ("Dockers strike", "Dockers walk out over pay."),
            ("Bridge closed", "Engineers found cracks in two hangers."),
            ("Ferry aground", "The ferry Halvorsen struck the Skarv reef with 214 on board."),
        ]
        let store = try Store(folder: folder.path, clock: WallClock { Self.start })
        let feed = try await store.apply([Subscription(url: "https://a.example/")]) { feed, _ in
            feed.url
        }[0].id
        var document = ParsedFeed()
        document.format = .rss20
        // A feed has its newest entry first.
        document.entries = texts.reversed().map { title, text in
            var entry = ParsedEntry()
            (entry.id, entry.title, entry.text) = (title, title, text + "\n" + note)
            return entry
        }
        _ = try await store.record([
            PollResult(feed: feed, state: PollState(due: nil), document: document)
        ])
        var clusterer = Clusterer(background: .none)
        let changes = clusterer.add(
            try await store.newEntries(after: 0, limit: 9).map(\.document))
        let judged = try #require(changes.memberships.first { $0.document == 3 })
        #expect(judged.standingText != 0)
        try await store.apply(
            changes, position: ClustererPosition(cursor: 3, nextCluster: clusterer.nextCluster))
        try await store.close()
        let reader = try StoreSession(folder: folder.path)
        #expect(try reader.standingText(of: 3) == judged.standingText)
        #expect(try reader.standingText(of: 99) == 0)
        let detail = try #require(try reader.cluster(judged.cluster))
        let told = try EventStory(detail, in: reader, background: .none).additions[3] ?? []
        #expect(told.contains("214"))
        #expect(!told.contains("9.99"))
        #expect(!told.contains { $0.contains("Riverside") })
        // The note is all that the first, of whose feed nothing was known yet, has in common with it.
        #expect(try Self.explanation(.entry(1), .entry(3), in: reader).text == nil)
        // So it is in a text that was corrected, in which it stands elsewhere.
        document.entries = [document.entries[0]]
        document.entries[0].text = texts[2].1 + " Nobody was hurt.\nThe reef was lit.\n" + note
        let again = try Store(folder: folder.path, clock: WallClock { Self.start })
        _ = try await again.record([
            PollResult(feed: feed, state: PollState(due: nil), document: document)
        ])
        try await again.close()
        #expect(try reader.areRevised(after: 0))
        #expect(try Self.explanation(.entry(1), .entry(3), in: reader).text == nil)
    }
}
