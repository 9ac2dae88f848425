import Testing
import Values

@Suite("IP addresses")
struct IPAddressTests {
    @Test(
        "Text that only a lenient C resolver takes for an address is none",
        arguments: [
            "", "127.1", "0x7f.1", "0x7f000001", "2130706433", "0", "127.0.0.1 ", " 127.0.0.1",
            "127.0.0.01x", "256.1.1.1", "1.2.3", "1.2.3.4.5", "[::1]", "fe80::1%eth0", ":::",
            "::1::",
            "127.0.0.1\u{0}.example", "::ffff:127.0.0.1.", "localhost", "1.2.3.-4",
            String(repeating: "1", count: 10_000),
        ])
    func unreadable(_ text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test(
        "An address is written in its short form",
        arguments: [
            ("127.0.0.1", "127.0.0.1"), ("255.255.255.255", "255.255.255.255"), ("::", "::"),
            ("0:0:0:0:0:0:0:1", "::1"), ("2001:DB8::0001", "2001:db8::1"),
            ("::ffff:10.0.0.1", "10.0.0.1"), ("fe80:0:0:0:1:2:3:4", "fe80::1:2:3:4"),
        ])
    func description(text: String, expected: String) throws {
        #expect(try #require(IPAddress(text)).description == expected)
    }

    @Test(
        "Addresses that are not of the public internet, plain or wrapped, are not public",
        arguments: [
            "0.0.0.0", "0.1.2.3", "10.0.0.0", "10.255.255.255", "100.64.0.0", "100.127.255.255",
            "127.0.0.1", "127.255.255.255", "169.254.169.254", "172.16.0.1", "172.31.255.255",
            "192.0.0.8", "192.0.2.1", "192.168.0.0", "192.168.255.255", "198.18.0.0",
            "198.19.255.255", "198.51.100.7", "203.0.113.7", "224.0.0.1", "239.255.255.255",
            "240.0.0.1", "255.255.255.255",
            "::", "::1", "::127.0.0.1", "::10.0.0.1", "::ffff:127.0.0.1", "::ffff:7f00:1",
            "::ffff:0:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::10.0.0.1", "64:ff9b:1::7f00:1",
            "64:ff9b:1::8.8.8.8", "64:ff9b::1:8.8.8.8", "2002:7f00:1::", "2002:a00:1::1",
            "2002:c0a8:101::1", "2001:0:7f00:1::", "2001::80ff:fffe", "2001:0:a00:1::f7f7:f7f7",
            "2001:0:808:808::f5ff:fffe", "2001:2::1", "2001:10::1", "2001:2f:ffff::1",
            "2001:db8::1", "3fff::1", "3fff:fff::1", "fc00::1", "fdff::1", "fe80::1",
            "febf::1", "fec0::1", "feff::1", "ff02::1", "ff0e::1", "100::1", "5f00::1", "4000::1",
            "1fff::1", "::1:0:0:0", "fd00:ec2::254",
        ])
    func notPublic(_ text: String) throws {
        #expect(try #require(IPAddress(text)).isPublic == false)
    }

    @Test(
        "Public addresses, plain or wrapped, are public",
        arguments: [
            "1.0.0.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0",
            "126.255.255.255", "128.0.0.1", "169.253.255.255", "172.15.255.255", "172.32.0.0",
            "192.0.1.1", "192.0.3.1", "192.167.255.255", "198.17.255.255", "198.20.0.0",
            "203.0.114.1", "223.255.255.255", "2606:4700::1111", "2a00:1450:4001::1",
            "2001:4860:4860::8888", "2001:db9::1", "3ffe::1", "::ffff:8.8.8.8", "::8.8.8.8",
            "64:ff9b::8.8.8.8", "2002:808:808::1", "2001:0:808:808::f7f7:f7f7",
        ])
    func isPublic(_ text: String) throws {
        #expect(try #require(IPAddress(text)).isPublic)
    }
}
