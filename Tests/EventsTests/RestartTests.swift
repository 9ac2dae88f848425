import Testing
import Values

@testable import Events

@Suite("Restart at any point")
struct RestartTests {
    /// Reports of one event, five each, in words that the first two often do not share: later ones show
    /// the two to be one.
    private static func report(_ number: Int) -> Document {
        let event = UInt64(number / 5 + number % 5 * 3)
        let words = (0..<12).map { NewsDay.word(event * 100 + $0) }
        let telling: [String] =
            switch event % 4 + UInt64(4 - number % 5) {
            case 0: words.prefix(6) + words.prefix(6).reversed()
            case 1: words.suffix(6) + words.suffix(6).reversed()
            default: words
            }
        let own = (0..<14).map { NewsDay.word(UInt64(1_000_000 + number * 50) + $0) }
        return document(
            0, telling[0] + " " + telling[1],
            zip(telling, own).map { "\($0) \($1)" }.joined(separator: " of "),
            at: Int64(number / 4), from: "feed\(number % 5).example")
    }

    /// A news day in poll rounds of seven, with copies: of a text that is held, and such as the text
    /// that is held turns out to be taken from.
    private static let rounds: [[Document]] = {
        var documents: [Document] = []
        func add(_ document: Document) {
            var document = document
            document.id = Document.ID(documents.count) + 1
            documents.append(document)
        }
        for number in 0..<150 {
            add(report(number))
            guard number % 4 == 1, number > 8 else { continue }
            var copy = documents[documents.count - 6]
            copy.source = "copies\(number % 3).example"
            copy.publisher = copy.source
            let isEarlier = number % 8 == 1
            if !isEarlier { copy.text = "Our desk writes: " + copy.text }
            copy.published = copy.published?.advanced(by: isEarlier ? -7_200 : 7_200)
            add(copy)
        }
        return stride(from: 0, to: documents.count, by: 7).map {
            Array(documents[$0..<min($0 + 7, documents.count)])
        }
    }()

    /// What happens to a clusterer in a day.
    private enum Step {
        case round([Document])
        case rest
        case expiry(through: Document.ID)
    }

    private static var day: [Step] {
        var steps: [Step] = []
        for (i, round) in rounds.enumerated() {
            steps.append(.round(round))
            if i % 8 == 5 { steps.append(.rest) }
            if i % 9 == 8 { steps.append(.expiry(through: round[0].id - 90)) }
        }
        return steps + [.rest]
    }

    /// A clusterer with what a store would hold of it.
    private struct Stored {
        var clusterer: Clusterer
        var outcome = Outcome()
        var held: [Document] = []
        let constraints: Constraints

        /// - Parameter wholeLookLimit: see `ClusterSettings`.
        init(
            wholeLookLimit: Int = ClusterSettings.standard.wholeLookLimit,
            constraints: Constraints = .none
        ) {
            self.constraints = constraints
            var settings = ClusterSettings.standard
            settings.wholeLookLimit = wholeLookLimit
            clusterer = Clusterer(
                background: .none, settings: settings, consolidatedThrough: 0,
                constraints: constraints)
        }

        mutating func take(_ step: Step) {
            switch step {
            case .round(let documents):
                held += documents
                outcome.apply(clusterer.follow(documents))
            case .rest:
                outcome.apply(clusterer.consolidate(rounds: 2))
            case .expiry(let last):
                held.removeAll { $0.id <= last }
                clusterer.expire(through: last)
            }
        }

        mutating func restart() {
            var restored = Clusterer(
                background: .none, settings: clusterer.settings,
                nextCluster: clusterer.nextCluster,
                consolidatedThrough: clusterer.consolidatedThrough,
                weighedThrough: clusterer.weighedThrough,
                constraints: constraints)
            let known = held.compactMap { document in
                outcome.memberships[document.id].map { (document, $0) }
            }
            // As the daemon does it, which reads them in pages.
            for start in stride(from: 0, to: known.count, by: 16) {
                restored.takeBack(Array(known[start..<min(start + 16, known.count)]))
            }
            restored.restore(
                countedElsewhere: clusterer.countedElsewhere,
                departed: constraints.isEmpty ? [:] : outcome.clusters)
            clusterer = restored
        }
    }

    private static let uninterrupted: Stored = {
        var stored = Stored()
        for step in day { stored.take(step) }
        return stored
    }()

    @Test(
        "A restart after any step changes no decision, its score and its words included",
        arguments: 0..<29)
    func restartsAnywhere(place: Int) {
        var stored = Stored()
        for (i, step) in Self.day.enumerated() {
            stored.take(step)
            if i == place { stored.restart() }
        }
        #expect(stored.outcome.memberships == Self.uninterrupted.outcome.memberships)
        #expect(stored.outcome.headlines == Self.uninterrupted.outcome.headlines)
    }

    @Test("Nor does a restart after every step")
    func restartsAlways() {
        var stored = Stored()
        for step in Self.day {
            stored.take(step)
            stored.restart()
        }
        #expect(stored.outcome.memberships == Self.uninterrupted.outcome.memberships)
        #expect(stored.outcome.headlines == Self.uninterrupted.outcome.headlines)
        #expect(stored.outcome.aliases == Self.uninterrupted.outcome.aliases)
    }

    @Test("Nor in a window in which only what is new is looked at, and seldom weighed")
    func restartsInLargeWindow() {
        var (running, restarted) = (Stored(wholeLookLimit: 30), Stored(wholeLookLimit: 30))
        var behind = 0
        let steps = Self.day.flatMap { step in
            if case .round = step { [step, .rest] } else { [step] }
        }
        for step in steps {
            running.take(step)
            restarted.take(step)
            restarted.restart()
            let clusterer = running.clusterer
            if clusterer.weighedThrough < clusterer.consolidatedThrough { behind += 1 }
            #expect(restarted.outcome.memberships == running.outcome.memberships)
        }
        #expect(behind > 2)
        #expect(restarted.outcome.headlines == running.outcome.headlines)
        #expect(restarted.outcome.aliases == running.outcome.aliases)
    }

    @Test(
        "Nor where people decided about documents that leave the window", arguments: [30, 20_000])
    func restartsWithConstraints(wholeLookLimit: Int) {
        let constraints = Constraints([
            .join([3, 40, 41]), .separate([6, 7, 8], from: [9, 10, 11]), .join([20, 90, 120]),
            .separate([50, 52], from: [51, 53, 54]), .pin(30, beside: nil, isMoved: false),
            .pin(31, beside: nil, isMoved: false), .pin(70, beside: 33, isMoved: false),
            .separate([100], from: [95, 96, 97]),
        ])
        var running = Stored(wholeLookLimit: wholeLookLimit, constraints: constraints)
        var restarted = running
        var isRemembered = false
        for step in Self.day {
            // As in a store: what is expired is a round's first, and little else is held.
            let step =
                if case .expiry(let last) = step { Step.expiry(through: last + 50) } else { step }
            running.take(step)
            restarted.take(step)
            restarted.restart()
            #expect(restarted.outcome.memberships == running.outcome.memberships)
            #expect(restarted.clusterer.departed.keys == running.clusterer.departed.keys)
            #expect(restarted.clusterer.constraints == running.clusterer.constraints)
            if !running.clusterer.departed.isEmpty { isRemembered = true }
        }
        #expect(isRemembered)
        #expect(restarted.outcome.headlines == running.outcome.headlines)
        #expect(restarted.outcome.aliases == running.outcome.aliases)
    }

    @Test("The day has copies, copies found before their origins, merges and events of several")
    func isTelling() {
        let outcome = Self.uninterrupted.outcome
        let copies = outcome.memberships.values.compactMap { membership in
            membership.copy.map { (membership.document, $0.origin) }
        }
        #expect(copies.count > 30)
        #expect(copies.contains { $0.0 < $0.1 })
        #expect(!outcome.aliases.isEmpty)
        #expect(Set(outcome.memberships.values.map(\.cluster)).count < 100)
    }

    @Test("The same log in the same rounds gives the same clusters again")
    func replays() {
        var again = Stored()
        for step in Self.day {
            again.take(step)
            #expect(again.clusterer.isMeasured)
        }
        #expect(again.outcome.memberships == Self.uninterrupted.outcome.memberships)
        #expect(again.outcome.headlines == Self.uninterrupted.outcome.headlines)
    }

    @Test("The order within a poll round changes hardly anything", arguments: 1...5)
    func ordersWithinRounds(turn: Int) {
        // By place in the day: a document's id tells of its order.
        func clusters(_ order: (Int) -> Int) -> [Int: ClusterID] {
            var clusterer = Clusterer(background: .none, consolidatedThrough: 0)
            var outcome = Outcome()
            var places: [Document.ID: Int] = [:]
            var next = 0
            for round in Self.rounds {
                let start = next
                let shuffled = round.indices.map { i in
                    var document = round[order(i) % round.count]
                    document.id = Document.ID(next) + 1
                    places[document.id] = start + order(i) % round.count
                    next += 1
                    return document
                }
                outcome.apply(clusterer.follow(shuffled))
            }
            outcome.apply(clusterer.consolidate(rounds: 2))
            var clusters: [Int: ClusterID] = [:]
            for (id, membership) in outcome.memberships {
                if let place = places[id] { clusters[place] = membership.cluster }
            }
            return clusters
        }
        let inOrder = clusters { $0 }
        let shuffled = clusters { $0 + turn }
        #expect(shuffled.count == inOrder.count)
        #expect(bCubedF1(shuffled, inOrder) > 0.99)
    }

    /// How alike two clusterings are: 1 for the same (Bagga and Baldwin, 1998).
    private func bCubedF1(_ a: [Int: ClusterID], _ b: [Int: ClusterID]) -> Double {
        func share(_ a: [Int: ClusterID], _ b: [Int: ClusterID]) -> Double {
            let groups = Dictionary(grouping: a.keys) { a[$0] ?? 0 }
            var sum = 0.0
            for (key, cluster) in a {
                let group = groups[cluster] ?? []
                sum += Double(group.count { b[$0] == b[key] }) / Double(group.count)
            }
            return sum / Double(max(1, a.count))
        }
        let (precision, recall) = (share(a, b), share(b, a))
        return 2 * precision * recall / (precision + recall)
    }
}
