import Fetching
import LoopbackOrigin
import Testing
import Values

@Suite("What is sent")
struct RequestTests {
    @Test("A request names its program and formats, and carries no cookie and no referer")
    func plain() async throws {
        try await withBench { bench in
            bench.origin.handle("/feed") { _ in
                var response = LoopbackOrigin.Response(text: "<rss/>")
                response.add("Set-Cookie", "id=1")
                return response
            }
            _ = try await bench.fetch("/feed")
            _ = try await bench.fetch("/feed")
            let request = try #require(bench.origin.log.last?.request)
            #expect(request.method == "GET")
            #expect(request.header("User-Agent") == "Tidings-test/1")
            #expect(request.header("Accept")?.hasPrefix("application/atom+xml") == true)
            #expect(request.header("Accept-Encoding")?.contains("gzip") == true)
            #expect(request.header("Cookie") == nil)
            #expect(request.header("Referer") == nil)
            #expect(request.header("If-Modified-Since") == nil)
        }
    }

    @Test("Who is to be turned to stands behind the program, a feed's own before the daemon's")
    func contact() async throws {
        try await withBench { bench in
            bench.origin.handle("/a") { _ in .redirect(302, to: "/b") }
            bench.origin.handle("/b") { _ in LoopbackOrigin.Response(text: "<rss/>") }
            var request = bench.request("/a")
            request.contact = Contact("me@reader.example")
            _ = try await bench.fetcher.fetch(request)
            let fetcher = HTTPFetcher(
                product: "Tidings-test/1", contact: Contact("https://reader.example/about"))
            _ = try await fetcher.fetch(bench.request("/b"))
            _ = try await fetcher.fetch(request)
            await fetcher.stop()
            let mail = "Tidings-test/1 (+me@reader.example)"
            #expect(
                bench.origin.log.map { $0.request.header("User-Agent") } == [
                    mail, mail, "Tidings-test/1 (+https://reader.example/about)", mail, mail,
                ])
        }
    }

    @Test("The feed's own headers are sent, in place of those of the program")
    func ownHeaders() async throws {
        try await withBench { bench in
            bench.origin.handle("/feed") { _ in LoopbackOrigin.Response(text: "<rss/>") }
            var request = bench.request("/feed")
            request.headers = [
                ("X-Key", "ä; b"), ("accept", "text/plain"), ("User-Agent", "Other/2"),
                ("X-Empty", ""),
            ]
            _ = try await bench.fetcher.fetch(request)
            let sent = try #require(bench.origin.log.last?.request)
            #expect(sent.header("X-Key") == "ä; b")
            #expect(sent.header("X-Empty") == "")
            #expect(sent.headers.filter { $0.name.lowercased() == "accept" }.count == 1)
            #expect(sent.header("Accept") == "text/plain")
            #expect(sent.header("User-Agent") == "Other/2")
        }
    }

    @Test(
        "A header that would break the request is refused",
        arguments: [
            ("X-A", "1\r\nX-B: 2"), ("X-A", "1\n2"), ("X-A", "1\u{0}"), ("X A", "1"), ("", "1"),
            ("X-A:", "1"), ("X-\r\nB", "1"),
        ])
    func injection(name: String, value: String) async throws {
        try await withBench { bench in
            var request = bench.request("/feed")
            request.headers = [(name, value)]
            guard case .headerRefused = await bench.failure(request) else {
                Issue.record("sent")
                return
            }
            #expect(bench.origin.log.isEmpty)
        }
    }

    @Test("User and password in the feed's address become basic authentication and are not told on")
    func userInfo() async throws {
        try await withBench { bench in
            bench.origin.handle("/feed") { _ in LoopbackOrigin.Response(text: "<rss/>") }
            let url = "http://user:p%40ss@127.0.0.1:\(bench.origin.port)/feed"
            let response = try await bench.fetcher.fetch(FetchRequest(url: url, permit: .any))
            #expect(
                bench.origin.log.first?.request.header("Authorization") == "Basic dXNlcjpwQHNz")
            #expect(response.url == bench.origin.baseURL + "/feed")
        }
    }

    @Test("A password that is not UTF-8 is sent byte for byte")
    func otherCharset() async throws {
        try await withBench { bench in
            bench.origin.handle("/feed") { _ in LoopbackOrigin.Response(text: "<rss/>") }
            var request = bench.request("/feed")
            request.basicAuth = BasicCredential(Array("user:p".utf8) + [0xe4] + Array("ss".utf8))
            _ = try await bench.fetcher.fetch(request)
            #expect(
                bench.origin.log.first?.request.header("Authorization") == "Basic dXNlcjpw5HNz")
        }
    }

    @Test("A credential shows nothing of itself")
    func secret() {
        let credential = BasicCredential(Array("user:hunter2".utf8))
        var dumped = ""
        dump(credential, to: &dumped)
        #expect(!"\(credential) \(String(reflecting: credential)) \(dumped)".contains("hunter2"))
        #expect(!dumped.contains("117"))
    }

    @Test(
        "What is no web address is refused before anything is sent",
        arguments: [
            "", "feed", "/etc/passwd", "http://", "http:///feed", "http://a b/", "http://[::1",
            "http://host:99999/", "file:///etc/passwd", "ftp://example.org/feed",
            "http://example.org/\u{0}",
        ])
    func badAddresses(url: String) async throws {
        try await withBench { bench in
            switch await bench.failure(FetchRequest(url: url, permit: .any)) {
            case .invalidURL, .schemeRefused, .resolve: break
            case let other: Issue.record("\(other.debugDescription)")
            }
        }
    }
}
