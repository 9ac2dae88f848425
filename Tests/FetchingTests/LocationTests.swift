import Fetching
import LoopbackOrigin
import Politeness
import Testing
import Values

/// Redirects as servers write them that were only ever tried with browsers.
@Suite("Places that redirects give")
struct LocationTests {
    /// With `HOST` for host and port of the server.
    @Test(
        "They are read as browsers read them",
        arguments: [
            ("http:\\\\HOST\\b", "/b"), ("\\b", "/b"), ("/dir\\b", "/dir/b"),
            ("http:/b", "/b"), ("http:b", "/x/b"), ("///HOST/b", "/b"), ("//HOST/b", "/b"),
            ("http:///HOST/b", "/b"), ("/b\tc", "/bc"), ("/b?x=a\tb", "/b?x=ab"),
            ("/b c?d e", "/b%20c?d%20e"), ("b", "/x/b"), ("./../b", "/b"), ("?q", "/x/a?q"),
            ("/\"<>|{}^`", "/%22%3C%3E%7C%7B%7D%5E%60"),
            ("/b?\"<>|{}^`", "/b?%22%3C%3E%7C%7B%7D%5E%60"), ("/%7b%", "/%7b%"),
            ("/caf\u{e9}", "/caf%C3%A9"), ("HTTP://HOST/b", "/b"),
        ])
    func lenient(location: String, path: String) async throws {
        try await withBench { bench in
            let host = bench.origin.baseURL.dropFirst("http://".count)
            let target = location.replacing("HOST", with: host)
            bench.origin.handle("/x/a") { [origin = bench.origin] _ in
                origin.log.isEmpty ? .redirect(302, to: target) : LoopbackOrigin.Response(text: "")
            }
            // What is not there is answered, too.
            let response = try await bench.fetch("/x/a")
            #expect(response.url == bench.origin.baseURL + path)
            #expect(bench.origin.log.count == 2)
        }
    }

    @Test("Bytes of another charset are sent back as they came")
    func latin() async throws {
        try await withBench { bench in
            bench.origin.handle("/a") { _ in
                var response = LoopbackOrigin.Response(status: 302)
                response.add("Location", bytes: Array("/caf".utf8) + [0xe9])
                return response
            }
            let response = try await bench.fetch("/a")
            #expect(response.url == bench.origin.baseURL + "/caf%E9")
        }
    }

    @Test(
        "Where they lead is looked at as any other address, however it is written",
        arguments: [
            "http:\\\\127.0.0.1\\b", "\\\\127.0.0.1/b", "///127.1/b", "http:///0x7f.1/b",
            "htt\tp://127.0.0.1/b", "//127.0\t.0.1/b", "http://\u{ff11}27.0.0.1/b",
        ])
    func guarded(location: String) async throws {
        try await withBench { bench in
            bench.origin.handle("http://feeds.example/a") { _ in .redirect(302, to: location) }
            var request = bench.request("/a")
            request.url = "http://feeds.example/a"
            (request.permit, request.proxy) = (.publicOnly, bench.origin.baseURL)
            let error = await bench.failure(request)
            guard case .addressRefused(address: "127.0.0.1", _, _, isLed: true) = error else {
                Issue.record("\(error.debugDescription)")
                return
            }
            #expect(bench.origin.log.count == 1)
        }
    }

    @Test("One that nobody can read is the server's failure, and is told as it came")
    func unreadable() async throws {
        try await withBench { bench in
            bench.origin.handle("/a") { _ in .redirect(302, to: "http://[::g]/b") }
            let failure = await bench.failure(bench.request("/a"))
            let error = try #require(failure)
            guard case .invalidURL("http://[::g]/b", _, isLed: true) = error,
                case .failed? = error.pollFailure
            else {
                Issue.record("\(error)")
                return
            }
        }
    }
}
