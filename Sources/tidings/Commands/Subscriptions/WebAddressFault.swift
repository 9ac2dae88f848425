internal import Values

/// Why a text is no address of the web, for a person who took it for one.
enum WebAddressFault {
    static func text(_ address: String) -> String {
        "not an address of the web; \(reason(address))"
    }

    private static func reason(_ address: String) -> String {
        let lower = address.lowercased()
        guard let scheme = ["https://", "http://"].first(where: lower.hasPrefix) else {
            let meant = WrittenAddress(address).meant.map { ": did you mean \($0)?" }
            return "it begins with https:// or http://\(meant ?? "")"
        }
        if let blank = address.firstIndex(where: \.isWhitespace) {
            return
                "a blank stands in it, behind \"\(address[..<blank])\": take it out, or write %20"
                + " where it is meant"
        }
        return "what follows \(scheme) is no name of a server, such as example.org"
    }
}
