import Fetching
import LoopbackOrigin
import Politeness
import Testing
import Values

@Suite("Hosts as pacing sees them")
struct HostTests {
    @Test(
        "A public server is told by its name, whatever its scheme, another by host and port",
        arguments: [
            ("http://Example.org/feed", "example.org", false),
            ("https://www.example.org./", "example.org", false),
            ("https://www.com/", "www.com", false),
            ("http://example.org:443/", "example.org", false),
            ("https://example.org:8443/feed", "example.org:8443", false),
            ("https://www.example.org:8443/feed", "www.example.org:8443", false),
            ("http://127.0.0.1:8090/a", "127.0.0.1:8090", true),
            ("http://127.1:8090/a", "127.0.0.1:8090", true), ("http://[::1]/", "::1:80", true),
            ("http://localhost/a", "localhost:80", true), ("http://8.8.8.8/", "8.8.8.8", false),
            ("http://B\u{fc}cher.example/", "xn--bcher-kva.example", false),
            ("http://１２７.０.０.１/", "127.0.0.1:80", true),
            ("https://[2606:4700::1]/", "2606:4700::1", false),
            ("http://nas.lan:81/", "nas.lan:81", true), ("http://nas.lan/", "nas.lan", false),
        ])
    func named(url: String, name: String, isLocal: Bool) throws {
        let permit = AddressPermit.rules([.hostPort(host: "nas.lan", port: 81)])
        let host = try #require(Schedule.Host(url: url, permit: permit))
        #expect(host == Schedule.Host(name: name, isLocal: isLocal))
    }

    @Test("A permit for every address makes no public server local")
    func permitForAll() throws {
        let host = try #require(Schedule.Host(url: "https://example.org/", permit: .any))
        #expect(!host.isLocal)
    }

    @Test(
        "What is not of the web has no host",
        arguments: [
            "", "feed", "file:///etc/passwd", "http://\u{2100}.example/", "http://a\u{fffd}/",
            "http://\u{ff0f}/", "http://a\u{ff20}b.example/",
        ])
    func none(url: String) {
        #expect(Schedule.Host(url: url, permit: .any) == nil)
    }
}

@Suite("Beginning at the address that a feed moved to")
struct StartURLTests {
    @Test("The request goes there, without the headers of the feed's own host")
    func otherHost() async throws {
        try await withBench { bench in
            let new = try LoopbackOrigin()
            defer { new.stop() }
            new.serveAll()
            var request = bench.request("/feed")
            request.startURL = new.baseURL + "/feed"
            request.headers = [("X-Token", "abc")]
            request.basicAuth = BasicCredential(Array("user:secret".utf8))
            request.validators = Validators(
                eTag: Array("\"1\"".utf8), url: new.baseURL + "/feed")
            let response = try await bench.fetcher.fetch(request)
            #expect(response.facts.startURL == request.startURL)
            #expect(bench.origin.log.isEmpty)
            let sent = try #require(new.log.first?.request)
            #expect(sent.header("X-Token") == nil)
            #expect(sent.header("Authorization") == nil)
            #expect(sent.header("If-None-Match") == "\"1\"")
        }
    }
}
