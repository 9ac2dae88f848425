import Fetching
import LoopbackOrigin
import Platform
import Politeness
import RawOrigin
import Testing
import Values

@Suite("Redirects")
struct RedirectTests {
    @Test("Each hop is told with its status, and the last address is the response's")
    func hops() async throws {
        try await withBench { bench in
            bench.origin.handle("/a") { _ in .redirect(301, to: "/b") }
            bench.origin.handle("/b") { _ in
                var response = LoopbackOrigin.Response.redirect(308, to: "c?x=1#part")
                response.add("Retry-After", "60")
                return response
            }
            bench.origin.handle("/c") { _ in .redirect(302, to: "/d") }
            bench.origin.handle("/d") { _ in LoopbackOrigin.Response(text: "<rss/>") }
            let response = try await bench.fetch("/a")
            let base = bench.origin.baseURL
            #expect(response.url == base + "/d")
            #expect(
                response.redirects == [
                    .init(status: 301, url: base + "/b"),
                    .init(status: 308, url: base + "/c?x=1", retryAfter: "60"),
                    .init(status: 302, url: base + "/d"),
                ])
            // What comes behind a temporary hop is no permanent address.
            #expect(response.facts.permanentTarget == base + "/c?x=1")
        }
    }

    @Test("A chain that begins with a temporary redirect has no permanent target")
    func temporaryFirst() async throws {
        try await withBench { bench in
            bench.origin.handle("/a") { _ in .redirect(307, to: "/b") }
            bench.origin.handle("/b") { _ in .redirect(301, to: "/c") }
            bench.origin.handle("/c") { _ in LoopbackOrigin.Response(text: "<rss/>") }
            let answer = try await bench.fetch("/a")
            #expect(answer.facts.permanentTarget == nil)
        }
    }

    @Test(
        "A permanent redirect that is not to be stored, or asked after each time, is one for now",
        arguments: [
            (["no-store"], false), (["no-cache, max-age=0"], false),
            (["private", "No-Store"], false),
            (["max-age=60"], true), (["no-cache=\"Set-Cookie, X\""], true), ([], true),
        ] as [([String], Bool)])
    func unkept(cacheControl: [String], isKept: Bool) async throws {
        for status in [301, 308] {
            try await withBench { bench in
                bench.origin.handle("/a") { _ in
                    var response = LoopbackOrigin.Response.redirect(status, to: "/b")
                    for value in cacheControl { response.add("Cache-Control", value) }
                    return response
                }
                bench.origin.handle("/b") { _ in .redirect(301, to: "/c") }
                bench.origin.handle("/c") { _ in LoopbackOrigin.Response(text: "<rss/>") }
                let answer = try await bench.fetch("/a")
                let target = isKept ? bench.origin.baseURL + "/c" : nil
                #expect(answer.facts.permanentTarget == target)
            }
        }
    }

    @Test(
        "That a credential was kept back is told, for where it was not sent",
        arguments: [true, false])
    func withheld(hasCredential: Bool) async throws {
        try await withBench { bench in
            let other = try LoopbackOrigin()
            defer { other.stop() }
            other.handle("/feed") { _ in LoopbackOrigin.Response(status: 401) }
            let target = other.baseURL + "/feed"
            bench.origin.handle("/a") { _ in .redirect(301, to: target) }
            bench.origin.handle("/b") { _ in LoopbackOrigin.Response(status: 401) }
            var request = bench.request("/a")
            if hasCredential { request.basicAuth = BasicCredential(Array("u:p".utf8)) }
            let answer = try await bench.fetcher.fetch(request)
            #expect(other.log.first?.request.header("Authorization") == nil)
            #expect(answer.facts.withheldSecrets == hasCredential)
            request.url = bench.origin.baseURL + "/b"
            let own = try await bench.fetcher.fetch(request)
            #expect(!own.facts.withheldSecrets)
        }
    }

    @Test("A choice with a preferred address is a redirect for now")
    func choices() async throws {
        try await withBench { bench in
            bench.origin.handle("/a") { _ in .redirect(300, to: "/b") }
            bench.origin.handle("/b") { _ in LoopbackOrigin.Response(text: "<rss/>") }
            let answer = try await bench.fetch("/a")
            #expect(answer.status == 200)
            #expect(answer.facts.permanentTarget == nil)
            #expect(bench.paths == ["/a", "/b"])
        }
    }

    @Test("User and password of an address that a redirect names are told nowhere")
    func secrets() async throws {
        try await withBench { bench in
            let authority = bench.origin.baseURL.dropFirst("http://".count)
            for number in 0..<9 {
                let next = "http://u:secret@\(authority)/\(number + 1)"
                bench.origin.handle("/\(number)") { _ in .redirect(302, to: next) }
            }
            let url = bench.origin.baseURL + "/6"
            #expect(
                await bench.failure(bench.request("/0")) == .tooManyRedirects(limit: 5, last: url))
            for (place, told) in [
                ("http://u:secret@192.0.2.1:99999/@x", "http://...@192.0.2.1:99999/@x"),
                ("http://u:sec/ret@example.org/", "http://...@example.org/"),
                ("http://u:sec#ret@example.org/", "http://...@example.org/"),
                ("http://example.org:99999/x", "http://example.org:99999/x"),
                ("https:/u:secret@192.0.2.1:99999/", "https:/...@192.0.2.1:99999/"),
                ("https:u:secret@example.org:99999/", "https:...@example.org:99999/"),
                ("https:///u:secret@example.org:99999/", "https:///...@example.org:99999/"),
                ("https:\\\\u:secret@example.org:99999/", "https:\\\\...@example.org:99999/"),
                ("//u:secret@example.org:99999/", "//...@example.org:99999/"),
            ] {
                bench.origin.handle("/bad") { _ in .redirect(302, to: place) }
                let failure = await bench.failure(bench.request("/bad"))
                guard case .invalidURL(let text, _, _)? = failure else {
                    Issue.record("\(place): \(String(describing: failure))")
                    continue
                }
                #expect(text == told)
            }
        }
    }

    @Test("A chain without end ends after the limit of redirects")
    func endless() async throws {
        try await withBench { bench in
            for number in 0..<9 {
                bench.origin.handle("/\(number)") { _ in .redirect(302, to: "/\(number + 1)") }
            }
            let url = bench.origin.baseURL + "/6"
            #expect(
                await bench.failure(bench.request("/0")) == .tooManyRedirects(limit: 5, last: url))
            #expect(bench.paths.count == 6)
        }
    }

    @Test(
        "A loop ends before an address is asked again, and is named",
        arguments: [
            (["/a", "/a"], " redirects to itself"),
            (["/a", "/a#part"], " redirects to itself"),
            (["/a", "/b", "/a"], "redirects in a circle: "),
            // The way into it is no part of it.
            (["/a", "/b", "/c", "/d", "/b"], "redirects in a circle: "),
        ])
    func loop(way: [String], words: String) async throws {
        try await withBench { bench in
            for (path, next) in zip(way, way.dropFirst()) {
                bench.origin.handle(path) { _ in .redirect(302, to: next) }
            }
            let end = String(way[way.count - 1].prefix(2))
            let first = try #require(way.firstIndex(of: end))
            let loop = way[first..<(way.count - 1)].map { bench.origin.baseURL + $0 }
            let error = try #require(await bench.failure(bench.request("/a")))
            #expect(error == .redirectLoop(loop))
            #expect(bench.paths == Array(way.dropLast()))
            #expect("\(error)".contains(words))
            #expect(loop.allSatisfy { "\(error)".contains($0) })
            guard case .failed = error.pollFailure else {
                Issue.record("\(error)")
                return
            }
        }
    }

    @Test("A loop that began at a remembered address is one, and its Retry-After is not lost")
    func rememberedLoop() async throws {
        try await withBench { bench in
            bench.origin.handle("/new") { _ in .redirect(302, to: "/old") }
            bench.origin.handle("/old") { _ in
                var response = LoopbackOrigin.Response.redirect(301, to: "/new")
                response.add("Retry-After", "60")
                return response
            }
            var request = bench.request("/old")
            request.startURL = bench.origin.baseURL + "/new"
            let base = bench.origin.baseURL
            #expect(
                await bench.failure(request)
                    == .led(.redirectLoop([base + "/new", base + "/old"]), retryAfter: ["60"]))
            #expect(bench.paths == ["/new", "/old"])
        }
    }

    @Test(
        "A redirect to another scheme is refused",
        arguments: [
            ("file:///etc/passwd", "file"), ("gopher://127.0.0.1:70/1", "gopher"),
            ("ftp://127.0.0.1/feed", "ftp"), ("dict://127.0.0.1:11211/stat", "dict"),
            ("javascript:alert(1)", "javascript"),
        ])
    func schemes(target: String, scheme: String) async throws {
        try await withBench { bench in
            bench.origin.handle("/a") { _ in .redirect(302, to: target) }
            let error = try #require(await bench.failure(bench.request("/a")))
            switch error {
            case .schemeRefused(let refused, _, isLed: true): #expect(refused == scheme)
            case .invalidURL(_, _, isLed: true): break
            case let other: Issue.record("\(target): \(other)")
            }
            // It is the server's to mend, and not its reader's.
            guard case .failed(let reason) = error.pollFailure else {
                Issue.record("\(error.pollFailure.debugDescription)")
                return
            }
            #expect(reason.hasPrefix("behind a redirect: "))
        }
    }

    @Test("A redirect to a host that wants to be left alone is not followed, other redirects are")
    func paused() async throws {
        try await withBench { bench in
            let other = try LoopbackOrigin()
            defer { other.stop() }
            let target = other.baseURL + "/b"
            bench.origin.handle("/a") { _ in .redirect(302, to: target) }
            bench.origin.handle("/c") { _ in .redirect(302, to: "/d") }
            bench.origin.handle("/d") { _ in LoopbackOrigin.Response(text: "<rss/>") }
            other.handle("/b") { _ in LoopbackOrigin.Response(text: "<rss/>") }
            let host = try #require(Schedule.Host(url: target, permit: .any))
            let until = Timestamp(seconds: 1_800_000_000)
            var request = bench.request("/a")
            let asked = Locked<[Schedule.Host]>([])
            let admission = Locked(Admission.paused(until: until))
            let admit: @Sendable (Schedule.Host) async -> Admission = { other in
                asked.withLock { $0.append(other) }
                return admission.withLock { $0 }
            }
            request.admission = admit
            let pause = HostPause(host: host, until: until)
            #expect(await bench.failure(request) == .hostPaused(pause))
            admission.withLock { $0 = .busy(until: until) }
            #expect(await bench.failure(request) == .hostBusy(pause))
            #expect(FetchError.hostBusy(pause).pollFailure == nil)
            #expect(other.log.isEmpty)
            admission.withLock { $0 = .open }
            #expect(await bench.failure(request) == nil)
            #expect(other.log.count == 1)
            #expect(asked.withLock { $0 } == [host, host, host])
            // Within a host nobody is asked.
            admission.withLock { $0 = .paused(until: until) }
            request = bench.request("/c")
            request.admission = admit
            #expect(await bench.failure(request) == nil)
        }
    }

    @Test("Another host gets neither the feed's headers nor its credentials nor its validators")
    func otherHost() async throws {
        try await withBench { bench in
            let other = try LoopbackOrigin()
            defer { other.stop() }
            let target = other.baseURL + "/b"
            bench.origin.handle("/a") { _ in .redirect(301, to: target) }
            other.handle("/b") { _ in LoopbackOrigin.Response(text: "<rss/>") }
            var request = bench.request("/a")
            request.headers = [("X-Token", "abc")]
            request.basicAuth = BasicCredential(Array("user:secret".utf8))
            request.validators = Validators(eTag: Array("\"1\"".utf8))
            _ = try await bench.fetcher.fetch(request)

            let first = try #require(bench.origin.log.first?.request)
            #expect(first.header("X-Token") == "abc")
            #expect(first.header("Authorization") == "Basic dXNlcjpzZWNyZXQ=")
            #expect(first.header("If-None-Match") == "\"1\"")
            let second = try #require(other.log.first?.request)
            #expect(second.header("X-Token") == nil)
            #expect(second.header("Authorization") == nil)
            #expect(second.header("If-None-Match") == nil)
            #expect(second.header("Referer") == nil)
        }
    }

    @Test("The same host keeps the feed's headers and credentials on a redirect")
    func sameHost() async throws {
        try await withBench { bench in
            bench.origin.handle("/a") { _ in .redirect(301, to: "/b") }
            bench.origin.handle("/b") { _ in LoopbackOrigin.Response(text: "<rss/>") }
            var request = bench.request("/a")
            request.headers = [("X-Token", "abc")]
            request.basicAuth = BasicCredential(Array("user:secret".utf8))
            _ = try await bench.fetcher.fetch(request)
            let second = try #require(bench.origin.log.last?.request)
            #expect(second.header("X-Token") == "abc")
            #expect(second.header("Authorization") != nil)
        }
    }

    @Test("Credentials in a redirect's address are not used")
    func credentialsInTarget() async throws {
        try await withBench { bench in
            let target = "http://user:pw@127.0.0.1:\(bench.origin.port)/b"
            bench.origin.handle("/a") { _ in .redirect(301, to: target) }
            bench.origin.handle("/b") { _ in LoopbackOrigin.Response(text: "<rss/>") }
            let response = try await bench.fetch("/a")
            #expect(response.url == bench.origin.baseURL + "/b")
            #expect(bench.origin.log.last?.request.header("Authorization") == nil)
        }
    }

    @Test(
        "A redirect is followed, whatever becomes of its page",
        arguments: [
            "Content-Length: 300000\r\n\r\n" + String(repeating: "a", count: 300_000),
            "Content-Length: 999\r\n\r\nabcd", "Content-Length: 9999999999\r\n\r\nabcd",
            "Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd",
            "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        ], ["", "../feed?x=1#part"])
    func page(rest: String, reference: String) async throws {
        try await withBench { bench in
            bench.origin.serveAll()
            let target = reference.isEmpty ? bench.origin.baseURL + "/feed" : reference
            let asked = try RawOrigin(
                RawOrigin.Script(
                    "HTTP/1.1 301 Moved\r\nLocation:\r\nLocation: \(target)\r\nLocation: /no\r\n"
                        + rest))
            defer { asked.stop() }
            var request = FetchRequest(url: asked.baseURL + "/a/b", permit: .any)
            request.limits.redirects = reference.isEmpty ? 5 : 0
            if reference.isEmpty {
                let response = try await bench.fetcher.fetch(request)
                #expect(response.status == 200)
                #expect(response.url == target)
                #expect(response.redirects.map(\.status) == [301])
            } else {
                let failure = await bench.failure(request)
                guard case .tooManyRedirects(limit: 0, let last) = failure else {
                    Issue.record("\(failure.debugDescription)")
                    return
                }
                #expect(last.hasPrefix(asked.baseURL + "/feed?x=1"))
            }
        }
    }

    @Test("A page of any length without an address is passed over")
    func pageWithoutAddress() async throws {
        try await withBench { bench in
            bench.origin.handle("/a") { _ in
                LoopbackOrigin.Response(
                    status: 300, body: [UInt8](repeating: 0x41, count: 300_000))
            }
            let answer = try await bench.fetch("/a")
            #expect(answer.status == 300)
            #expect(answer.document.isEmpty)
        }
    }

    @Test("A redirect status without an address is a response like any other")
    func nowhere() async throws {
        try await withBench { bench in
            bench.origin.handle("/a") { _ in LoopbackOrigin.Response(status: 301) }
            let answer = try await bench.fetch("/a")
            #expect(answer.status == 301)
        }
    }

    @Test("A redirect's target cannot steer the terminal of who reads the error")
    func hostileTarget() async throws {
        try await withBench { bench in
            let target =
                "gopher://x/" + "\u{1b}[2J\u{9b}31m\u{202e}" + String(repeating: "a", count: 999)
            bench.origin.handle("/a") { _ in .redirect(302, to: target) }
            let error = try #require(await bench.failure(bench.request("/a")))
            #expect("\(error)".utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7f })
            #expect("\(error)".utf8.count < 400)
        }
    }
}
