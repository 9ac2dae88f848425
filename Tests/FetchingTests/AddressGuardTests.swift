import Fetching
import LoopbackOrigin
import Politeness
import Testing
import Values

@Suite("Address guard")
struct AddressGuardTests {
    @Test(
        "Addresses that are not public are refused in whatever way they are spelt",
        arguments: [
            "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f.1", "0x7f000001", "0177.0.0.1",
            "017700000001", "127.0.0.1.", "0", "0.0.0.0", "127.255.255.254", "localhost",
            "LOCALHOST", "localhost.", "a.localhost", "10.0.0.1", "172.16.0.1", "172.31.255.255",
            "192.168.1.1", "169.254.169.254", "100.64.0.1", "192.0.0.1", "198.18.0.1", "224.0.0.1",
            "240.0.0.1", "255.255.255.255", "[::1]", "[::]", "[0:0:0:0:0:0:0:1]",
            "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]",
            "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[2002:a00:1::1]",
            "[2001:0:7f00:1::80ff:fffe]", "[fc00::1]", "[fd12:3456::1]", "[fe80::1]", "[fec0::1]",
            "[ff02::1]", "[::ffff:10.0.0.1]", "[::ffff:0:127.0.0.1]", "%31%32%37.0.0.1",
            "①②⑦.⓪.⓪.①",
        ])
    func refused(host: String) async throws {
        try await withBench { bench in
            bench.origin.serveAll()
            let url = "http://\(host):\(bench.origin.port)/feed"
            switch await bench.failure(FetchRequest(url: url)) {
            // A spelling may also be refused as no address or name at all; but nothing may connect.
            case .addressRefused, .invalidURL, .resolve: break
            case let other: Issue.record("\(host): \(other.debugDescription)")
            }
            #expect(bench.origin.connections == 0)
        }
    }

    @Test(
        "Loopback spellings reach the origin when they are permitted: the guard alone kept them out",
        arguments: ["127.0.0.1", "127.1", "2130706433", "0x7f.1", "localhost"])
    func permitted(host: String) async throws {
        try await withBench { bench in
            bench.origin.serveAll()
            let url = "http://\(host):\(bench.origin.port)/feed"
            let response = try await bench.fetcher.fetch(FetchRequest(url: url, permit: .any))
            #expect(response.status == 200)
            #expect(response.peerIsPublic == false)
        }
    }

    @Test("A redirect to an address that is not permitted is refused before a connection")
    func redirect() async throws {
        try await withBench { bench in
            let inner = try LoopbackOrigin()
            defer { inner.stop() }
            inner.serveAll()
            let target = inner.baseURL
            bench.origin.handle("/a") { _ in .redirect(302, to: target + "/secret") }
            var request = bench.request("/a")
            request.permit = .rules([.hostPort(host: "127.0.0.1", port: Int(bench.origin.port))])
            let error = await bench.failure(request)
            #expect(
                error
                    == .addressRefused(
                        address: "127.0.0.1", host: "127.0.0.1", port: Int(inner.port),
                        isLed: true))
            // It may be the page of a network that wants a login; what the reader wrote is what it is.
            guard case .misled(let reason) = error?.pollFailure else {
                Issue.record("\(error.debugDescription)")
                return
            }
            #expect(reason.hasPrefix("behind a redirect: 127.0.0.1 is a private address; write"))
            request.permit = .publicOnly
            guard case .refused = await bench.failure(request)?.pollFailure else {
                Issue.record("not refused")
                return
            }
            #expect(inner.connections == 0)
        }
    }

    @Test("A connection that a permitted feed opened serves no feed without that permit")
    func reusedConnection() async throws {
        try await withBench { bench in
            bench.origin.serveAll()
            _ = try await bench.fetch("/feed")
            let request = FetchRequest(url: bench.origin.baseURL + "/feed")
            guard case .addressRefused = await bench.failure(request) else {
                Issue.record("the kept connection was used")
                return
            }
            #expect(bench.origin.log.count == 1)
        }
    }

    @Test("Of a name with a refused address the other one counts, which is down")
    func otherAddress() async throws {
        try await withBench { bench in
            let closed = try LoopbackOrigin()
            let port = Int(closed.port)
            closed.stop()
            // localhost is ::1, too.
            var request = FetchRequest(url: "http://localhost:\(port)/feed")
            request.permit = .rules([try AddressRule(parsing: "127.0.0.1")])
            let error = await bench.failure(request)
            guard case .connect("localhost", port, _) = error else {
                Issue.record("\(error.debugDescription)")
                return
            }
            // And the one that was refused is named with its remedy, as far as the system has it.
            let told = error.map { "\($0)" } ?? ""
            #expect(told.hasPrefix("no connection to localhost:\(port): "))
            #expect(
                !told.contains("::1")
                    || told.hasSuffix(
                        "; localhost is ::1, which is a private address; write"
                            + " allow_private: [\"localhost:\(port)\"] at this feed to allow it")
            )
            request.permit = .rules([try AddressRule(parsing: "10.0.0.1")])
            guard case .addressRefused = await bench.failure(request) else {
                Issue.record("not refused, though none was permitted")
                return
            }
        }
    }

    @Test("The refusal names the address and the way to allow it")
    func text() {
        let plain = FetchError.addressRefused(address: "127.0.0.1", host: "127.0.0.1", port: 8080)
        #expect(
            "\(plain)" == "127.0.0.1 is a private address; write"
                + " allow_private: [\"127.0.0.1:8080\"] at this feed to allow it")
        let named = FetchError.addressRefused(address: "10.0.0.7", host: "nas.lan", port: 80)
        #expect(
            "\(named)" == "nas.lan is 10.0.0.7, which is a private address; write"
                + " allow_private: [\"nas.lan:80\"] at this feed to allow it")
        let v6 = FetchError.addressRefused(address: "::1", host: "::1", port: 80)
        #expect("\(v6)".contains("allow_private: [\"[::1]:80\"]"))
    }
}

extension LoopbackOrigin {
    /// Answers everything.
    func serveAll() {
        for path in ["/", "/feed", "/secret"] {
            handle(path) { _ in LoopbackOrigin.Response(text: "<rss/>") }
        }
    }
}
