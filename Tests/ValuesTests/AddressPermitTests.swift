import Testing
import Values

@Suite("Address permits")
struct AddressPermitTests {
    private func rule(_ text: String) throws -> AddressRule { try AddressRule(parsing: text) }

    @Test func `without a rule only public addresses are allowed, with any all are`() throws {
        let loopback = try #require(IPAddress("127.0.0.1"))
        let world = try #require(IPAddress("93.184.215.14"))
        #expect(!AddressPermit.publicOnly.allows(loopback, host: "localhost", port: 80))
        #expect(AddressPermit.publicOnly.allows(world, host: "example.org", port: 80))
        #expect(AddressPermit.any.allows(loopback, host: "localhost", port: 80))
    }

    @Test(
        arguments: [
            ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", true),
            ("10.0.0.0/8", "192.168.0.1", false), ("192.168.1.0/24", "192.168.1.255", true),
            ("192.168.1.0/24", "192.168.2.0", false), ("192.168.1.7", "192.168.1.7", true),
            ("192.168.1.7", "192.168.1.8", false), ("192.168.1.6/31", "192.168.1.7", true),
            ("0.0.0.0/0", "127.0.0.1", true), ("0.0.0.0/0", "::1", false),
            ("::/0", "fe80::1", true), ("::/0", "127.0.0.1", true), ("fd00::/8", "fd12::1", true),
            ("fd00::/8", "fc12::1", false), ("::1", "::1", true), ("::1/128", "127.0.0.1", false),
            ("127.0.0.0/8", "::ffff:127.0.0.1", true), ("127.0.0.0/8", "64:ff9b::127.0.0.1", false),
            ("2001:db8:0:8000::/49", "2001:db8:0:ffff::1", true),
            ("2001:db8:0:8000::/49", "2001:db8:0:7fff::1", false),
            ("2001:db8:1:2:8000::/65", "2001:db8:1:2:ffff::", true),
            ("2001:db8:1:2:8000::/65", "2001:db8:1:2:7fff::", false),
        ])
    func `a block allows what its leading bits cover, and nothing beside it`(
        block: String, address: String, allowed: Bool
    ) throws {
        let permit = AddressPermit.rules([try rule(block)])
        let address = try #require(IPAddress(address))
        #expect(permit.allows(address, host: "any.example", port: 80) == allowed)
    }

    @Test(
        arguments: [
            ("localhost:8080", "localhost", 8080, true),
            ("localhost:8080", "LocalHost", 8080, true),
            ("LOCALHOST:8080", "localhost", 8080, true), ("localhost:8080", "localhost", 80, false),
            ("localhost:8080", "localhost.evil.example", 8080, false),
            ("[::1]:8080", "[::1]", 8080, true), ("[::1]:8080", "::1", 8080, true),
            ("[::1]:8080", "[0:0:0:0:0:0:0:1]", 8080, true),
            ("127.0.0.1:80", "127.0.0.1", 80, true),
            ("127.0.0.1:80", "127.0.0.2", 80, false), ("nas.lan:443", "nas.lan", 443, true),
        ])
    func `host:port allows that host at that port only, in any case and with or without brackets`(
        text: String, host: String, port: Int, allowed: Bool
    ) throws {
        let permit = AddressPermit.rules([try rule(text)])
        let loopback = try #require(IPAddress("127.0.0.1"))
        #expect(permit.allows(loopback, host: host, port: port) == allowed)
    }

    @Test(
        arguments: [
            ("", AddressRuleError.unreadable("")), ("localhost", .noPort("localhost")),
            ("http://localhost:80", .notAnAddress("http:")),
            ("10.0.0.0/33", .badPrefixLength("33", bits: 32)),
            ("10.0.0.0/", .badPrefixLength("", bits: 32)),
            ("10.0.0.0/-1", .badPrefixLength("-1", bits: 32)),
            ("10.0.0.0/8/8", .badPrefixLength("8/8", bits: 32)),
            ("10.0.0.0/99999999999999999999", .badPrefixLength("99999999999999999999", bits: 32)),
            ("fd00::/129", .badPrefixLength("129", bits: 128)),
            ("10.1.2.3/8", .bitsBehindPrefix("10.1.2.3/8", meant: "10.0.0.0/8")),
            ("fd00::1/64", .bitsBehindPrefix("fd00::1/64", meant: "fd00::/64")),
            ("300.0.0.1/8", .notAnAddress("300.0.0.1")), ("localhost:0", .badPort("0")),
            ("localhost:65536", .badPort("65536")), ("localhost:", .badPort("")),
            ("localhost:8o", .badPort("8o")), (":80", .unreadable(":80")),
            ("[::1:80", .unreadable("[::1:80")), ("[localhost]:80", .unreadable("[localhost]:80")),
            ("a b:80", .unreadable("a b:80")), ("user@host:80", .unreadable("user@host:80")),
        ])
    func `a rule that cannot be meant is refused with what to write instead`(
        text: String, expected: AddressRuleError
    ) {
        #expect(throws: expected) { try AddressRule(parsing: text) }
    }

    @Test func `a permit includes what its rules cover, and no name that they do not have`() throws
    {
        func rules(_ texts: String...) throws -> AddressPermit {
            .rules(try texts.map { text throws in try AddressRule(parsing: text) })
        }
        let wide = try rules("10.0.0.0/8", "localhost:80")
        #expect(wide.includes(try rules("10.0.0.7:8080")))
        #expect(wide.includes(try rules("localhost:80", "10.1.1.1:1")))
        #expect(wide.includes(.publicOnly))
        #expect(!wide.includes(try rules("localhost:81")))
        #expect(!wide.includes(try rules("127.0.0.1:80")))
        #expect(!wide.includes(.any))
        #expect(AddressPermit.any.includes(wide))
        #expect(!AddressPermit.publicOnly.includes(wide))
    }

    @Test(
        arguments: [
            ("http://localhost:8080/f", ["::1"], true),
            ("http://app.localhost:8080/f", ["127.0.0.0/8"], true),
            ("http://app.localhost:8080/f", ["app.localhost:8080"], true),
            ("http://app.localhost:8080/f", ["localhost:8080"], false),
            ("http://localhost.localdomain/f", [], false),
            ("http://localhost.:8080/f", [], false),
            ("http://ip6-localhost/f", ["127.0.0.0/8"], false),
            ("http://ip6-localhost/f", ["::1"], true),
            ("http://10.0.0.7/f", ["10.0.0.0/8"], true), ("http://10.0.0.7/f", [], false),
            ("http://localhost.example/f", [], true), ("http://nas.lan/f", [], true),
        ])
    func `a feed is covered whose host is public by its name, or for which there is a rule`(
        url: String, rules: [String], isCovered: Bool
    ) throws {
        let url = try #require(WebURL(url))
        let permit = AddressPermit.rules(try rules.map { text throws in try rule(text) })
        #expect(permit.covers(url) == isCovered)
        // Who types an address means it.
        #expect(AddressPermit(typed: url).covers(url))
    }
}
