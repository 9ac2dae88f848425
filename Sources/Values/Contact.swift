/// Where the owners of servers reach whoever runs the daemon: a page or a mail address.
public struct Contact: Hashable, Sendable {
    public let text: String

    /// What a text has to be for it.
    public static let expectation =
        "an address of the web or of mail, such as https://example.org/about"

    /// Nil for what is no address, or is longer than 200 bytes.
    public init?(_ text: String) {
        // It stands in a comment of the User-Agent (RFC 9110 §5.6.5), whose own marks it cannot hold.
        let isPlain = text.utf8.allSatisfy {
            (0x21..<0x7f).contains($0) && !"()\\".utf8.contains($0)
        }
        guard isPlain, text.utf8.count <= 200,
            WebURL(text).map({ $0.userInfo == nil }) ?? Self.isMail(text)
        else { return nil }
        self.text = text
    }

    /// `name@host.example`, as far as a typing error goes.
    private static func isMail(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[0].contains(":") else { return false }
        let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        return labels.count >= 2
            && labels.allSatisfy { label in
                !label.isEmpty
                    && label.utf8.allSatisfy {
                        $0.isASCIILetter || $0.isASCIIDigit || $0 == UInt8(ascii: "-")
                    }
            }
    }
}
