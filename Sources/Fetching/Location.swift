internal import Curl
internal import Values

/// Where a redirect leads to, as browsers read it: servers are tested with these.
enum Location {
    /// The address that `field`, a header field's value, means at `base`; what is no address of the web, as
    /// libcurl reads it, or as it came, for the error that tells of it.
    ///
    /// It may lead anywhere: what is asked is looked at as any other address.
    static func resolved(_ field: [UInt8], against base: String) -> String {
        // Bytes of another charset stand for themselves.
        let reference =
            String(validating: field, as: UTF8.self)
            ?? escaped(field) { $0 >= 0x80 }
        guard let url = WebURL(reference, relativeTo: WebURL(base)) else {
            return URLParts.resolved(reference, against: base)
        }
        return escaped(Array(url.string.utf8), where: isUnwise)
    }

    /// What some servers refuse in a request although they name it so themselves (RFC 3986 §2).
    private static func isUnwise(_ byte: UInt8) -> Bool {
        "{}|^`\"<>".utf8.contains(byte)
    }

    private static func escaped(_ bytes: [UInt8], where isEscaped: (UInt8) -> Bool) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        for byte in bytes {
            if isEscaped(byte) {
                let digits = String(byte, radix: 16, uppercase: true)
                result.append(contentsOf: "%\(byte < 16 ? "0" : "")\(digits)".utf8)
            } else {
                result.append(byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
