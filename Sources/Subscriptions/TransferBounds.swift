internal import Values

/// `max_size:` as people write it: `20M`, `512K`, `1G`, or a number of bytes.
enum DocumentSize {
    static let smallest = 1 << 10
    /// What the parser takes.
    static let largest = 256 << 20

    static let form = "a size like 512K or 20M, from 1K to 256M"

    private static let units: [(letter: UInt8, shift: Int)] = [
        (UInt8(ascii: "g"), 30), (UInt8(ascii: "m"), 20), (UInt8(ascii: "k"), 10),
    ]

    /// Bytes, K being 1,024 of them; nil when the text is no size, or none from 1K to 256M.
    static func bytes(_ text: String) -> Int? {
        var digits = text.utf8[...]
        var shift = 0
        if let last = digits.last?.asciiLowercased,
            let unit = units.first(where: { $0.letter == last })
        {
            shift = unit.shift
            digits.removeLast()
        }
        // Nine digits hold every size, and no shift of them overflows.
        guard (1...9).contains(digits.count), digits.allSatisfy(\.isASCIIDigit),
            let number = Int(String(Substring(digits)))
        else { return nil }
        let bytes = number << shift
        return (smallest...largest).contains(bytes) ? bytes : nil
    }

    /// The shortest text that `bytes(_:)` reads as this many.
    static func text(_ bytes: Int) -> String {
        for unit in units where bytes >= 1 << unit.shift && bytes & (1 << unit.shift - 1) == 0 {
            return "\(bytes >> unit.shift)" + String(Unicode.Scalar(unit.letter)).uppercased()
        }
        return "\(bytes)"
    }
}

/// `timeout:`: how long one fetch may take, redirects included.
enum FetchTimeout {
    static let form = "\(SpanText.form), from 5s to 10m"

    /// Seconds, of a text in the form of `SpanText`; nil when it is not, or not from 5 s to 10 min.
    static func seconds(_ text: String) -> Int? {
        guard let seconds = SpanText.seconds(text), (5...600).contains(seconds) else { return nil }
        return Int(seconds)
    }
}

/// `proxy:`: through whom a feed is asked.
enum ProxyRule: Equatable {
    /// `none`: nobody, whatever the defaults say.
    case direct
    case through(String)

    /// `socks5` is left out: names would be looked up here, where the proxy's network may have
    /// others, and the look-ups would tell what the proxy is to hide.
    static let form = "none, or an address like http://proxy.example:3128 or socks5h://[::1]:9050"

    /// Nil for what is no address of a proxy.
    init?(_ text: String) {
        if text == "none" {
            self = .direct
            return
        }
        // A proxy is told as scheme, host and port; read as an address of the web, it is checked
        // for everything that one may be wrong in.
        var web = text
        if text.hasPrefix("socks5h://") { web = "http://" + text.dropFirst(10) }
        guard let url = WebURL(web), url.userInfo == nil, url.path == "/", url.query == nil,
            url.fragment == nil, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f })
        else { return nil }
        // libcurl takes 1080 where none is told, whatever the scheme: it is to be said.
        guard url.port != nil || text.hasSuffix(":80") || text.hasSuffix(":443") else { return nil }
        self = .through(text)
    }

    /// The address; nil: none.
    var url: String? {
        if case .through(let url) = self { url } else { nil }
    }
}
