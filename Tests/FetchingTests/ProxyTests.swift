import Fetching
import LoopbackOrigin
import Politeness
import RawOrigin
import Testing
import Values
import Waiting

/// A proxy on loopback: an origin that is asked for whole addresses.
@Suite("Through a proxy")
struct ProxyTests {
    private func request(_ url: String, through proxy: String) -> FetchRequest {
        var request = FetchRequest(url: url)
        request.proxy = proxy
        return request
    }

    @Test("Names are the proxy's to resolve, and its own address is not held against the feed")
    func name() async throws {
        try await withBench { bench in
            let url = "http://feeds.example/feed"
            bench.origin.handle(url) { _ in LoopbackOrigin.Response(text: "<rss/>") }
            let answer = try await bench.fetcher.fetch(
                request(url, through: bench.origin.baseURL))
            #expect(answer.document == Array("<rss/>".utf8))
            #expect(answer.url == url)
            #expect(bench.paths == [url])
            #expect(bench.origin.log.first?.request.header("Host") == "feeds.example")
            // A pause that the server asks for is for all of a public host.
            #expect(answer.peerIsPublic == nil)
            #expect(answer.facts.peerIsPublic)
        }
    }

    @Test(
        "What stands in the address is still looked at",
        arguments: [
            "http://127.0.0.1/feed", "http://10.0.0.1/", "http://[::1]:8080/",
            "http://localhost/feed", "http://a.localhost/", "http://0x7f.1/",
            "http://localhost./feed", "http://127.0.0.1./", "http://127.1./x",
            "http://localhost../", "http://ip6-localhost/", "http://ip6-loopback:8080/",
            "http://localhost.localdomain/", "http://LOCALHOST4/", "http://localhost6./",
            "http://localhost4.localdomain4/", "http://localhost6.localdomain6/",
            "http://0x7f000001./", "http://a.localhost..:80/", "http://0177.0.0.1./",
            "http://2130706433../", "http://１２７.０.０.１/", "http://ｌｏｃａｌｈｏｓｔ/x",
            "http://127。0。0。1/", "http://①②⑦.⓪.⓪.①/", "http://ⓛocalhost/x",
            "http://loc\u{ad}alhost/x", "http://127。1./",
        ])
    func literalAddress(url: String) async throws {
        try await withBench { bench in
            let error = await bench.failure(request(url, through: bench.origin.baseURL))
            guard case .addressRefused = error else {
                Issue.record("\(error.debugDescription)")
                return
            }
            #expect(bench.origin.log.isEmpty)
        }
    }

    @Test("A proxy that wants a login is no answer of the server", arguments: [true, false])
    func login(isProxy: Bool) async throws {
        try await withBench { bench in
            let url = "http://feeds.example/feed"
            bench.origin.handle(isProxy ? url : "/feed") { _ in .init(status: 407) }
            let error = await bench.failure(
                isProxy ? request(url, through: bench.origin.baseURL) : bench.request("/feed"))
            // Without one it is a status like others.
            guard isProxy else { return #expect(error == nil) }
            guard case .proxy(bench.origin.baseURL, host: "feeds.example", let reason) = error
            else {
                Issue.record("\(error.debugDescription)")
                return
            }
            #expect(reason.contains("407"))
            guard case .unreachable = error?.pollFailure else {
                Issue.record("the feed is blamed")
                return
            }
        }
    }

    @Test("Many hosts behind one proxy do not wait for each other with their time running")
    func manyHosts() async throws {
        // It answers nobody: each has to have its own connection, as it is the queue that holds back.
        var script = RawOrigin.Script("")
        script.holdsOpen = true
        let proxy = try RawOrigin(script)
        defer { proxy.stop() }
        try await withBench { bench in
            let tasks = (0..<20).map { number in
                Task {
                    await bench.failure(
                        request("http://a\(number).example/feed", through: proxy.baseURL))
                }
            }
            try #require(await becomesTrue { proxy.connections == 20 })
            for task in tasks { task.cancel() }
            for task in tasks { #expect(await task.value == .cancelled) }
        }
    }

    @Test("An international name goes to the proxy as it stands in the DNS")
    func international() async throws {
        try await withBench { bench in
            let ascii = "http://xn--bcher-kva.example/feed"
            let target = "http://stra\u{df}e.example/b"
            bench.origin.handle(ascii) { _ in .redirect(302, to: target) }
            bench.origin.handle("http://xn--strae-oqa.example/b") { _ in
                LoopbackOrigin.Response(text: "<rss/>")
            }
            let proxied = request("http://B\u{fc}cher.example/feed", through: bench.origin.baseURL)
            #expect(await bench.failure(proxied) == nil)
            #expect(bench.paths == [ascii, "http://xn--strae-oqa.example/b"])
        }
    }

    @Test("A redirect to a private address is not asked for")
    func redirect() async throws {
        try await withBench { bench in
            let url = "http://feeds.example/feed"
            bench.origin.handle(url) { _ in .redirect(302, to: "http://169.254.169.254/latest") }
            let error = await bench.failure(request(url, through: bench.origin.baseURL))
            guard case .addressRefused("169.254.169.254", _, _, isLed: true) = error else {
                Issue.record("\(error.debugDescription)")
                return
            }
            #expect(bench.paths == [url])
        }
    }

    @Test("Headers and credentials stay with their host behind a proxy too")
    func secrets() async throws {
        try await withBench { bench in
            let (url, other) = ("http://feeds.example/feed", "http://other.example/feed")
            bench.origin.handle(url) { _ in .redirect(301, to: other) }
            bench.origin.handle(other) { _ in LoopbackOrigin.Response(text: "<rss/>") }
            var request = request(url, through: bench.origin.baseURL)
            request.headers = [("X-Token", "abc")]
            request.basicAuth = BasicCredential(Array("user:secret".utf8))
            _ = try await bench.fetcher.fetch(request)
            let log = bench.origin.log.map(\.request)
            #expect(log.map { $0.header("X-Token") } == ["abc", nil])
            #expect(log.map { $0.header("Authorization") != nil } == [true, false])
            #expect(log.allSatisfy { $0.header("Proxy-Authorization") == nil })
        }
    }

    @Test("A proxy that is not there is named, and it may be our own network")
    func noProxy() async throws {
        try await withBench { bench in
            let gone = try LoopbackOrigin()
            let proxy = gone.baseURL
            gone.stop()
            let request = request("http://feeds.example/", through: proxy)
            let error = try #require(await bench.failure(request))
            #expect(
                "\(error)".hasPrefix("no connection to feeds.example through the proxy \(proxy)"))
            guard case .unreachable = error.pollFailure else {
                Issue.record("\(error)")
                return
            }
        }
    }

    @Test("A proxy that opens no tunnel is told with its answer")
    func noTunnel() async throws {
        let proxy = try RawOrigin(.init("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"))
        defer { proxy.stop() }
        try await withBench { bench in
            var request = request("https://feeds.example/feed", through: proxy.baseURL)
            request.headers = [("X-Token", "abc")]
            let error = await bench.failure(request)
            guard case .proxy(proxy.baseURL, host: "feeds.example", let reason) = error else {
                Issue.record("\(error.debugDescription)")
                return
            }
            #expect(reason.contains("403"))
        }
    }

    @Test("Feeds without a proxy do not use the connection of those with one")
    func apart() async throws {
        try await withBench { bench in
            bench.origin.serveAll()
            let proxied = request("http://feeds.example/feed", through: bench.origin.baseURL)
            bench.origin.handle("http://feeds.example/feed") { _ in
                LoopbackOrigin.Response(text: "<rss/>")
            }
            _ = try await bench.fetcher.fetch(proxied)
            var direct = bench.request("/feed")
            direct.permit = .publicOnly
            guard case .addressRefused = await bench.failure(direct) else {
                Issue.record("a private address was reached over the proxy's connection")
                return
            }
        }
    }
}
