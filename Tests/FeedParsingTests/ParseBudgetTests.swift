import Bytes
import Testing

@testable import FeedParsing

@Suite struct ParseBudgetTests {
    private static let documents = [
        rss("<item><title>a</title></item>"),
        rss("<item><title>a & b</title></item>"),
        #"{"version": "https://jsonfeed.org/version/1", "items": [{"id": "one"}]}"#,
    ]

    @Test(arguments: documents)
    func `a document that takes too long is given up, and says so`(text: String) {
        var limits = ParseLimits.standard
        (limits.leastSeconds, limits.nanosecondsPerByte) = (0, 0)
        let error = #expect(throws: ParseError.self) {
            try FeedParser(limits: limits).parse(Array(text.utf8), url: nil, contentType: nil)
        }
        #expect(error == .tooSlow(seconds: 0))
        #expect(error?.description.contains("takes too long to read") == true)
    }

    @Test(arguments: documents)
    func `nothing is read for a task that was cancelled`(text: String) async {
        let reading = await withTaskGroup(of: Result<ParsedFeed, ParseError>.self) { group in
            group.cancelAll()
            group.addTask {
                Result { () throws(ParseError) in
                    try FeedParser().parse(Array(text.utf8), url: nil, contentType: nil)
                }
            }
            return await group.next()
        }
        #expect(reading == .failure(.cancelled))
    }

    @Test func `time is given by the size of a document`() {
        let limits = ParseLimits.standard
        #expect(!ParseBudget(limits, byteCount: 0).check())
        #expect(!ParseBudget(limits, byteCount: limits.documentBytes).check())
    }

    @Test func `HTML behind the end of the time is not read`() {
        var limits = ParseLimits.standard
        (limits.leastSeconds, limits.nanosecondsPerByte) = (0, 0)
        let budget = ParseBudget(limits, byteCount: 0)
        let html = Array(String(repeating: "<b>a</b>", count: 10_000).utf8)
        let read = HTMLSanitizer(html, base: nil, budget: budget).html.count
        #expect(read < html.count / 10)
        #expect(budget.end == .tooSlow(seconds: 0))
    }
}
