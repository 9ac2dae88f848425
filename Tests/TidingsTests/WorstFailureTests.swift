import FeedParsing
import Testing
import Values

@testable import Storage
@testable import tidings

/// Which of the feeds that fail `status` names.
struct WorstFailureTests {
    private static let now = Timestamp(seconds: 1_774_000_000)

    @Test func `what a person can mend comes first, then what most feeds have, then what lasts`() {
        func feed(_ id: Int64, _ status: Int?, failures: Int, good: Int64? = nil) -> FailingFeed {
            FailingFeed(
                id: id, due: Self.now, failures: failures, lastPolled: Self.now,
                lastSuccess: good.map { Self.now.advanced(by: -$0) }, lastStatus: status)
        }
        let (limited, broken) = (feed(1, 429, failures: 9), feed(2, 500, failures: 9))
        let (closed, forbidden) = (feed(3, 401, failures: 1, good: 60), feed(4, 403, failures: 9))
        var refused = feed(5, nil, failures: 1, good: 600)
        refused.isRefused = true
        #expect(WorstFailure(of: [limited, broken, forbidden, closed])?.feed == 3)
        #expect(WorstFailure(of: [limited, forbidden])?.feed == 4)
        #expect(WorstFailure(of: [closed, refused])?.feed == 5)
        let worst = WorstFailure(of: [refused, closed, feed(6, 401, failures: 1, good: 90)])
        #expect(worst?.feed == 6 && worst?.others == 1)
        #expect(WorstFailure(of: [feed(7, 503, failures: 2)]) == nil)
        #expect(WorstFailure(of: []) == nil)
    }

    @Test func `feeds fail alike where the same is told of them`() {
        func feed(
            _ id: Int64, _ error: String, _ status: Int? = 200, good: Int64? = nil
        ) -> FailingFeed {
            var feed = FailingFeed(
                id: id, due: Self.now, failures: 9, lastPolled: Self.now,
                lastSuccess: good.map { Self.now.advanced(by: -$0) }, lastStatus: status)
            feed.error = error
            return feed
        }
        let empty = "\(ParseError.notAFeed(.empty))"
        func cut(_ line: Int) -> String {
            "\(ParseError.malformed(line: line, column: 7, message: "it ends too early"))"
        }
        let kinds = [
            feed(1, empty), feed(2, cut(3)), feed(3, "\(ParseError.notAFeed(.html))"),
            feed(4, cut(88)), feed(5, "\(ParseError.notAFeed(.xml(root: "opml")))"),
        ]
        #expect(WorstFailure(of: kinds) == WorstFailure(of: [kinds[1], kinds[3]]))
        #expect(WorstFailure(of: kinds)?.others == 1)
        // Each server has its own words for a status.
        let lost = [feed(6, "404 Not Found", 404), feed(7, "404 Nix da", 404)]
        #expect(WorstFailure(of: lost)?.others == 1)
        let silent = [
            feed(8, "no connection to a.example:443: refused", nil),
            feed(9, "no connection to b.example:80: refused", nil),
            feed(10, "the name c.example has no address; check its spelling", nil),
        ]
        #expect(WorstFailure(of: silent)?.others == 1)
        // What never worked nobody misses; of the others the longest without.
        let kept = [
            feed(11, empty), feed(12, empty, good: 86_400), feed(13, empty, good: 172_800),
        ]
        #expect(WorstFailure(of: kept)?.feed == 13)
        #expect(WorstFailure(of: kept)?.others == 2)
    }

    @Test func `as many more are told as the list of those that fail has`() {
        let failing = (1...7).map {
            StatusPageTests.feed(Int64($0), "F", status: 503, failures: 9, error: "503")
        }
        let gone = StatusPageTests.feed(9, "Gone", status: 410, failures: 1, error: "410", due: nil)
        for (feeds, told) in [
            (failing, "and 2 more:"), (failing + [gone], "and 2 more, and 1 gone:"),
        ] {
            let page = StatusPage(
                status: StatusPageTests.status(feeds), feeds: [:], daemon: .absent, volume: nil,
                trouble: nil,
                now: StatusPageTests.now, columns: nil)
            let text = page.text(style: Style(isOn: false))
            #expect(text.contains("\(told) `tidings feeds --failing`\n"), "\(text)")
        }
    }

    @Test func `of a server that is not reached again and again its feed may be sought elsewhere`()
    {
        func remedy(failures: Int) -> String {
            let feed = StatusPageTests.feed(
                4, "Gone", status: nil, failures: failures, error: "no such host")
            return FeedRemedy.text(for: feed, StatusPageTests.clock) ?? ""
        }
        #expect(remedy(failures: 1).hasSuffix("or at once with `tidings refresh 4 --wait`"))
        #expect(remedy(failures: 3).contains("; if it stays so, look for another on its site"))
        #expect(remedy(failures: 3).hasSuffix("or `tidings remove 4`"))
    }
}
