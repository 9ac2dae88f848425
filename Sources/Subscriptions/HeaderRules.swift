internal import Values

/// Which request headers a feed may add (RFC 9110, 5.1 and 5.5).
enum HeaderRules {
    static let countLimit = 32
    static let nameLimit = 100
    static let valueLimit = 4_096

    /// The headers that the fetcher writes itself, in lower case, and what to do instead.
    private static let owned: [String: String] = [
        "authorization": "credential: NAME in its place, so that no password stands in this file",
        "proxy-authorization": "another header; the proxy is not a feed's to choose",
        "host": "another header; Host follows from the address",
        "if-none-match": "another header; conditional requests are made by themselves",
        "if-modified-since": "another header; conditional requests are made by themselves",
        "if-match": "another header; conditional requests are made by themselves",
        "if-unmodified-since": "another header; conditional requests are made by themselves",
        "a-im": "another header; conditional requests are made by themselves",
        "if-range": "another header; feeds are fetched whole",
        "range": "another header; feeds are fetched whole",
        "content-length": "another header; the request has no body",
        "content-type": "another header; the request has no body",
        "transfer-encoding": "another header; the request has no body",
        "te": "another header; the connection is the fetcher's",
        "trailer": "another header; the request has no body",
        "expect": "another header; the request has no body",
        "connection": "another header; the connection is the fetcher's",
        "keep-alive": "another header; the connection is the fetcher's",
        "upgrade": "another header; the connection is the fetcher's",
        "accept-encoding": "another header; compression is agreed on by the fetcher",
    ]

    /// What to write in place of a header that the fetcher owns; nil for all others.
    static func replacement(ofOwned name: String) -> String? {
        owned[lowercased(name)]
    }

    /// Whether `name` is a token of RFC 9110.
    static func isName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= nameLimit
            && name.utf8.allSatisfy {
                $0.isASCIILetter || $0.isASCIIDigit || "!#$%&'*+-.^_`|~".utf8.contains($0)
            }
    }

    /// Whether `value` can be sent: visible characters, and spaces within.
    static func isValue(_ value: String) -> Bool {
        !value.isEmpty && value.utf8.count <= valueLimit && value.utf8.first != 0x20
            && value.utf8.last != 0x20 && value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f }
    }

    /// Whether two names are those of one header: their case says nothing.
    static func areSame(_ a: String, _ b: String) -> Bool { lowercased(a) == lowercased(b) }

    private static func lowercased(_ name: String) -> String {
        String(decoding: name.utf8.map(\.asciiLowercased), as: UTF8.self)
    }
}
