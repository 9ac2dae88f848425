import FeedParsing
import Politeness
import Storage
import Testing
import Values

/// What a document tells of a feed's pace.
struct FirstReadingTests {
    private static let now = Timestamp(seconds: 1_700_000_000)

    @Test func `entries that are dated ahead hide none of those that came`() {
        var document = ParsedFeed()
        // A calendar: thirty days to come, and ten that were.
        document.entries = (-10..<30).map { day in
            var entry = ParsedEntry()
            entry.published = Self.now.advanced(by: Int64(day) * 86_400 + 3_600)
            return entry
        }
        let pacing = FeedPacing(document, at: Self.now)
        #expect(pacing.listed == 40)
        #expect(pacing.publications.count == 10)
        #expect(pacing.usualGap(now: Self.now) == 86_400)
    }
}
