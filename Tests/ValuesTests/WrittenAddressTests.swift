import Testing
import Values

struct WrittenAddressTests {
    @Test(
        arguments: [
            ("https://a.example/x", "https://a.example/x"),
            (" http://a.example/ ", "http://a.example/"),
            ("feed://a.example/rss", "http://a.example/rss"),
            ("FEED:https://a.example/", "https://a.example/"),
            ("rss://a.example/", "http://a.example/"),
            ("feed:a.example/", nil), ("a.example/x", nil), ("ftp://a.example/", nil), ("", nil),
        ] as [(String, String?)])
    func `what hands a feed to a reader is read as what it means`(text: String, address: String?) {
        #expect(WrittenAddress(text).url?.string == address)
    }

    @Test(
        arguments: [
            ("a.example/x", "https://a.example/x"), ("//a.example", "https://a.example/"),
            ("a.example:8443/x?y", "https://a.example:8443/x?y"),
            ("feed:a.example", "https://a.example/"),
            // A server of one's own.
            ("localhost:8080/f", "http://localhost:8080/f"), ("10.0.0.7/f", "http://10.0.0.7/f"),
            ("app.localhost/f", "http://app.localhost/f"),
            ("localhost.localdomain/f", "http://localhost.localdomain/f"),
            ("ip6-localhost:8080/f", "http://ip6-localhost:8080/f"),
            ("localhost./f", "http://localhost./f"), ("mylocalhost/f", nil),
            ("https://a.example/", nil), ("ftp://a.example/", nil), ("word", nil), ("", nil),
            ("x = 1", nil), ("self.x", nil), ("f(x).name", nil), ("mailto:me@a.example", nil),
            ("/home/me/list.txt", nil), ("a..example", nil),
        ] as [(String, String?)])
    func `one that lacks its scheme has what it may mean`(text: String, meant: String?) {
        #expect(WrittenAddress(text).meant?.string == meant)
    }
}
