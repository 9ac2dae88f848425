import Testing

@testable import FeedParsing

/// The short cut for common dates says what the whole scanner says.
@Suite struct CommonDateTests {
    @Test(arguments: [
        "2026-11-24T19:32:05Z", "2026-11-24T19:32:05.123456Z", "2026-11-24T19:32:05+01:00",
        "2026-11-24T19:32:05-0330", "Tue, 24 Nov 2026 19:32:05 GMT",
        "Tue, 24 Nov 2026 19:32:05 +0530", "Thu, 5 Nov 2026 19:32:05 -0800",
        " Thu, 05 Nov 2026 19:32:05 GMT\n", "Fri, 31 Dec 1971 23:59:59 +0000",
    ])
    func `a common form is read in place`(text: String) throws {
        let read = CommonDate.parse(text.utf8.span)
        let date = try #require(read)
        // An other spelling of the same, which only the scanner reads.
        let spelled = text.replacing("T", with: " ").replacing(",", with: " ,")
        #expect(date == FeedDate.parse(spelled), "\(spelled)")
    }

    @Test(arguments: [
        "2026-11-24T19:32:05", "2026-11-24T24:00:00Z", "2026-11-24T19:32:60Z",
        "Tue, 24 Foo 2026 19:32:05 GMT", "Tue, 24 Nov 2026 19:32:05 EST",
        "Tuesday, 24 Nov 2026 19:32:05 GMT", "24 Nov 2026 19:32:05 GMT  x",
        "2026-11-24T19:32:05.Zx", "1970-01-01T00:00:00Z", "Tue, 24 Nov 2026 1:32:05 +0000",
    ])
    func `what is not so by the letter is left to the scanner`(text: String) {
        let date = CommonDate.parse(text.utf8.span)
        #expect(date == nil)
    }
}
