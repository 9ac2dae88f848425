import Testing

@testable import Events

@Suite("Constraints")
struct ConstraintTests {
    @Test("What is joined twice is one group")
    func joins() {
        let constraints = Constraints([.join([1, 2]), .join([3, 4]), .join([2, 3])])
        #expect(constraints.companions(of: 4) == [1, 2, 3, 4])
        #expect(constraints.companions(of: 5).isEmpty)
        #expect(Constraints([]).isEmpty)
    }

    @Test("A split takes documents out of their group, and keeps them from what they left")
    func separates() {
        let constraints = Constraints([.join([1, 2, 3, 4]), .separate([3, 4], from: [1, 2, 5])])
        #expect(constraints.companions(of: 3) == [3, 4])
        #expect(constraints.companions(of: 1) == [1, 2])
        #expect(constraints.areApart(4, 2))
        #expect(constraints.areApart(5, 3))
        #expect(!constraints.areApart(1, 5))
        #expect(constraints.opponents(of: 5).sorted() == [3, 4])
    }

    @Test("What is split off keeps what its group was kept from")
    func inheritsEnemies() {
        let constraints = Constraints([
            .join([1, 2]), .separate([1, 2], from: [9]), .separate([2], from: [1]),
        ])
        #expect(constraints.areApart(2, 9))
        #expect(constraints.areApart(1, 9))
        #expect(constraints.areApart(1, 2))
    }

    @Test("A later merge takes a split back, for those that it names")
    func laterWordCounts() {
        let constraints = Constraints([.separate([1], from: [2, 3]), .join([1, 2])])
        #expect(constraints.companions(of: 1) == [1, 2])
        #expect(!constraints.areApart(1, 2))
        #expect(constraints.areApart(2, 3))
    }

    @Test("A pin stays beside another, a move voids what was said before")
    func pins() {
        let constraints = Constraints([
            .separate([1], from: [2, 3]), .pin(1, beside: 2, isMoved: true),
            .pin(7, beside: nil, isMoved: false),
        ])
        #expect(constraints.companions(of: 1) == [1, 2])
        #expect(!constraints.areApart(1, 3))
        #expect(constraints.pinned == [1, 7])
        #expect(constraints.anchor(of: 1) == 2)
        #expect(constraints.anchor(of: 7) == nil)
        #expect(constraints.companions(of: 7) == [7])
    }

    @Test("An unpinned document is as free as before")
    func unpins() {
        #expect(
            Constraints([.pin(1, beside: 2, isMoved: false), .unpin(1)]) == Constraints.none)
    }

    @Test("Who was pinned beside one that is pinned elsewhere stays without it")
    func staysBehind() {
        let pins: [Constraints.Step] = [
            .pin(1, beside: 2, isMoved: true), .pin(3, beside: 2, isMoved: false),
        ]
        let left = Constraints(pins + [.pin(2, beside: 9, isMoved: true)])
        #expect(left.companions(of: 2) == [2, 9])
        #expect(left.companions(of: 3) == [1, 3])
        #expect(left.guests == [1, 2])
        let told = Constraints(
            pins + [
                .hold(1, beside: 5), .hold(3, beside: 5), .hold(4, beside: 5),
                .pin(2, beside: 9, isMoved: true),
            ])
        #expect(told.companions(of: 1) == [1, 3, 5])
        #expect(told.guests == [1, 2])
        #expect(told.pinned == [1, 2, 3])
    }

    @Test("Without its pin nothing keeps a document beside another, and events stay two")
    func unpinsForAReplay() {
        let constraints = Constraints([
            .join([1, 6]), .pin(1, beside: 2, isMoved: false), .pin(3, beside: 4, isMoved: true),
        ])
        let stored = [1: 7, 2: 7, 3: 8, 4: 8, 6: 7].map {
            Membership(document: $0.key, cluster: $0.value, score: 0)
        }
        let unpinned = constraints.unpinned(after: 0, stored)
        #expect(unpinned.pinned.isEmpty)
        #expect(unpinned.companions(of: 1) == [1, 6])
        #expect(unpinned.companions(of: 3).isEmpty)
        #expect(unpinned.areApart(6, 4))
        #expect(constraints.unpinned(after: 2, stored).pinned == [1])
    }

    @Test("Who was pinned beside one that is split off stays with the rest")
    func pinsAnew() {
        let constraints = Constraints([
            .pin(1, beside: 2, isMoved: false), .separate([2], from: [1, 3]),
        ])
        #expect(constraints.anchor(of: 1) == 3)
        #expect(constraints.areApart(1, 2))
    }

    @Test("Thousands of events with pins are kept apart in as many words as there are")
    func rivals() {
        let count: Int64 = 5_000
        let constraints = Constraints(
            (1...count).map { .pin($0, beside: $0 + count, isMoved: false) })
        let stored = (1...2 * count).map {
            Membership(document: $0, cluster: ($0 - 1) % count + 1, score: 0)
        }
        let steps = constraints.unpinning(after: 0, stored)
        let words = steps.map { step in
            if case .rivals(let documents) = step { documents.count } else { 1 }
        }
        #expect(words.reduce(0, +) == 2 * Int(count))
        let unpinned = constraints.unpinned(after: 0, stored)
        #expect(unpinned.pinned.isEmpty)
        #expect(unpinned.areApart(1, count))
        #expect(!unpinned.areApart(1, 1) && !unpinned.areApart(1, 1 + count))
        #expect(unpinned.opponents(of: 7).count == Int(count) - 1)
        // What is said afterwards counts as it does of any two that are apart.
        let later = unpinned.adding([
            .join([1, 2, 20_001]), .separate([20_001], from: [1]),
            .pin(3, beside: nil, isMoved: true),
        ])
        #expect(!later.areApart(1, 2) && later.areApart(20_001, 1) && later.areApart(20_001, 9))
        #expect(!later.areApart(3, 4))
        #expect(later.keeping { $0 < 100 }.opponents(of: 1).count == 96)
    }

    @Test(
        "A pin beside what a split had set it apart from takes all of that split back, and no other"
    )
    func overrulingPin() {
        let constraints = Constraints([
            .separate([1], from: [2, 3]), .separate([1], from: [4]),
            .pin(1, beside: 2, isMoved: false),
        ])
        #expect(constraints.companions(of: 1) == [1, 2])
        #expect(!constraints.areApart(1, 3))
        #expect(constraints.areApart(1, 4) && constraints.areApart(2, 4))
    }

    @Test("Who was pinned beside one that is split off elsewhere stays where it is")
    func pinnedElsewhere() {
        let constraints = Constraints([
            .pin(1, beside: 2, isMoved: true), .separate([2], from: [5, 6]),
        ])
        #expect(constraints.anchor(of: 1) == nil && constraints.isPinned(1))
    }
}
