import Checkout
import Fetching
import LoopbackOrigin
import Politeness
import Testing

@Suite("Conditional requests")
struct ConditionalGetTests {
    /// An ETag with bytes that no text encoding would survive: Latin-1, spaces, a backslash.
    static let oddTag: [UInt8] =
        Array("W/\"a  b\\".utf8) + [0xe9, 0xff, 0x80] + Array("\"".utf8)
    static let oddDate = Array("Sat, 21 Mar 26 6:31:00 +0000 (spring)".utf8)

    @Test("Validators come back byte for byte and are sent back byte for byte")
    func roundTrip() async throws {
        try await withBench { bench in
            bench.origin.handle("/feed") { request in
                let isSame =
                    request.bytes("If-None-Match") == Self.oddTag
                    && request.bytes("If-Modified-Since") == Self.oddDate
                var response = LoopbackOrigin.Response(status: isSame ? 304 : 200)
                response.add("ETag", bytes: Self.oddTag)
                response.add("Last-Modified", bytes: Self.oddDate)
                return response
            }
            let first = try await bench.fetch("/feed")
            #expect(first.status == 200)
            #expect(first.validators.eTag == Self.oddTag)
            #expect(first.validators.lastModified == Self.oddDate)
            #expect(first.validators.url == bench.origin.baseURL + "/feed")
            #expect(!first.wasConditional)

            var request = bench.request("/feed")
            request.validators = first.validators
            let second = try await bench.fetcher.fetch(request)
            #expect(second.status == 304)
            #expect(second.validators == first.validators)
            #expect(second.wasConditional)
            #expect(second.document.isEmpty)
        }
    }

    @Test("Only with an ETag is a document of the new entries alone asked for, RFC 3229")
    func entriesAlone() async throws {
        try await withBench { bench in
            bench.origin.handle("/feed") { request in
                let isDelta =
                    request.header("If-None-Match") == "\"1\"" && request.header("A-IM") == "feed"
                var response = LoopbackOrigin.Response(text: "<rss/>")
                if isDelta {
                    response.status = 226
                    response.add("IM", "feed")
                }
                response.add("ETag", isDelta ? "\"2\"" : "\"1\"")
                return response
            }
            let whole = try await bench.fetch("/feed")
            #expect(whole.status == 200)
            var request = bench.request("/feed")
            request.validators = whole.validators
            let part = try await bench.fetcher.fetch(request)
            #expect(part.status == 226)
            #expect(part.validators.eTag == Array("\"2\"".utf8))
            #expect(part.wasConditional)

            request.validators = Validators(lastModified: Array("Sat, 21 Mar 2026".utf8))
            _ = try await bench.fetcher.fetch(request)
            #expect(
                bench.origin.log.map { $0.request.header("A-IM") } == [nil, "feed", nil])
        }
    }

    @Test("Without validators no condition is sent")
    func unconditional() async throws {
        try await withBench { bench in
            bench.origin.handle("/feed") { _ in LoopbackOrigin.Response(text: "<rss/>") }
            _ = try await bench.fetch("/feed")
            let request = try #require(bench.origin.log.first?.request)
            #expect(request.header("If-None-Match") == nil)
            #expect(request.header("If-Modified-Since") == nil)
        }
    }

    @Test("A validator that would break the request line is not sent")
    func brokenValidator() async throws {
        try await withBench { bench in
            bench.origin.handle("/feed") { _ in LoopbackOrigin.Response(text: "<rss/>") }
            var request = bench.request("/feed")
            request.validators.eTag = Array("\"a\"\r\nX-Injected: 1".utf8)
            let response = try await bench.fetcher.fetch(request)
            #expect(!response.wasConditional)
            #expect(bench.origin.log.first?.request.header("X-Injected") == nil)
        }
    }

    @Test("Validators that a redirect's target gave are sent to the target, not to the feed's own")
    func validatorsOfTarget() async throws {
        try await withBench { bench in
            let target = bench.origin.baseURL + "/new"
            bench.origin.handle("/old") { _ in .redirect(302, to: "/new") }
            bench.origin.handle("/new") { request in
                let isSame = request.header("If-None-Match") == "\"1\""
                var response = LoopbackOrigin.Response(status: isSame ? 304 : 200)
                response.add("ETag", "\"1\"")
                return response
            }
            let first = try await bench.fetch("/old")
            #expect(first.validators.url == target)

            var request = bench.request("/old")
            request.validators = first.validators
            let second = try await bench.fetcher.fetch(request)
            #expect(second.status == 304)
            #expect(
                bench.origin.log.map { $0.request.header("If-None-Match") }.suffix(2)
                    == [nil, "\"1\""])
        }
    }

    @Test("A folder of the origin answers 304 to its own validators")
    func folder() async throws {
        try await withBench { bench in
            let file = "ConditionalGetTests.swift"
            try bench.origin.serve(folder: Checkout.path("Tests/FetchingTests"))
            let first = try await bench.fetch("/\(file)")
            #expect(first.document.starts(with: Array("import".utf8)))
            var request = bench.request("/\(file)")
            request.validators = first.validators
            let answer = try await bench.fetcher.fetch(request)
            #expect(answer.status == 304)
            request.validators.eTag = nil
            let answer2 = try await bench.fetcher.fetch(request)
            #expect(answer2.status == 304)
            let answer3 = try await bench.fetch("/../Package.swift")
            #expect(answer3.status == 404)
        }
    }
}
