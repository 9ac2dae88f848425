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
        // A password may have a colon; brackets are those of IPv6.
        let authority = address.dropFirst(scheme.count).prefix { !"/?#".contains($0) }
        let server =
            authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] }
            ?? authority
        if let colon = server.lastIndex(of: ":"), colon > server.startIndex,
            !server[colon...].contains("]")
        {
            let port = server[colon...].dropFirst()
            if Int(port).map({ !(1...65_535).contains($0) }) ?? !port.isEmpty {
                return "\"\(port)\" is no port, which is a number from 1 to 65535"
            }
        }
        return "what follows \(scheme) is no name of a server, such as example.org"
    }
}
