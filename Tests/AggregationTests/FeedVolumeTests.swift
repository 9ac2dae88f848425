import FeedParsing
import Storage
import Testing
import Values

@testable import Aggregation

/// A feed that fills the store is named.
struct FeedVolumeTests {
    private let start = Timestamp(seconds: 1_774_000_000)

    private func document(_ count: Int, weight: Int) -> ParsedFeed {
        var feed = ParsedFeed()
        feed.entries = Array(repeating: ParsedEntry(), count: count)
        feed.weight = weight
        return feed
    }

    private func receipt(_ feed: FeedID, new: Int, revised: Int = 0) -> PollReceipt {
        var receipt = PollReceipt(feed: feed)
        (receipt.new, receipt.revised) = (new, revised)
        return receipt
    }

    @Test func `it is told once a day of one that brings very much, and of no other`() {
        var volumes = FeedVolumes()
        let large = document(20, weight: 40 << 20)
        var told: [Int] = []
        for hour in 0..<48 as Range<Int64> {
            let now = start.advanced(by: hour * 3_600)
            if let bytes = volumes.count(receipt(1, new: 20), of: large, now: now) {
                told.append(bytes >> 20)
            }
            #expect(volumes.count(receipt(2, new: 1), of: large, now: now) == nil)
            #expect(volumes.count(receipt(3, new: 0), of: document(0, weight: 0), now: now) == nil)
        }
        #expect(told == [280, 280])
    }

    @Test func `an entry that is revised all day long fills nothing`() {
        var volumes = FeedVolumes()
        let counter = document(1, weight: 2 << 20)
        for poll in 0..<200 as Range<Int64> {
            let now = start.advanced(by: poll * 300)
            #expect(volumes.count(receipt(1, new: 0, revised: 1), of: counter, now: now) == nil)
        }
    }

    @Test func `a clock that is set back begins a day anew`() {
        var volumes = FeedVolumes()
        let large = document(1, weight: 200 << 20)
        #expect(volumes.count(receipt(1, new: 1), of: large, now: start) == nil)
        let earlier = start.advanced(by: -86_400)
        #expect(volumes.count(receipt(1, new: 1), of: large, now: earlier) == nil)
        #expect(volumes.count(receipt(1, new: 1), of: large, now: earlier) == 400 << 20)
    }
}
