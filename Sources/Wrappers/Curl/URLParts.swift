import Bytes
import CCurl
import Glibc
import InternationalNames
import Platform

/// A URL as libcurl itself reads it: what is checked is what will be connected to.
public struct URLParts: Hashable, Sendable {
    /// Without user, password and fragment.
    public let url: String
    /// Lower case.
    public let scheme: String
    /// Lower case, an IPv6 address without brackets; numbers such as `0x7f.1` are written out, and names
    /// in other letters as the DNS has them (`xn--bcher-kva.example`).
    public let host: String
    /// The scheme's own where none is given; 0 for a scheme that libcurl does not know.
    public let port: Int
    /// `user:password` of the URL, percent-decoded.
    public let userPassword: [UInt8]?

    /// Why a text is no URL, in libcurl's words.
    public struct Failure: Error, Hashable, Sendable {
        public let reason: String
    }

    public init(_ text: String) throws(Failure) {
        if let plain = PlainWebAddress.origin(of: text) {
            self.init(text, plain)
        } else {
            try self.init(reading: text)
        }
    }

    private init(_ text: String, _ plain: (isSecure: Bool, host: String, port: Int?)) {
        url = text
        scheme = plain.isSecure ? "https" : "http"
        host = plain.host
        port = plain.port ?? (plain.isSecure ? 443 : 80)
        userPassword = nil
    }

    /// Has libcurl read the address, whatever it is.
    init(reading text: String) throws(Failure) {
        try self.init(reading: text, isAgain: false)
    }

    private init(reading text: String, isAgain: Bool) throws(Failure) {
        guard let handle = curl_url() else { throw Failure(reason: "out of memory") }
        defer { curl_url_cleanup(handle) }
        // A C string ends at NUL: what stands behind it would be dropped unseen.
        guard !text.holds(0) else { throw Failure(reason: "it holds a NUL") }
        let flags = UInt32(CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE)
        try Self.check(curl_url_set(handle, CURLUPART_URL, text, flags))
        // Looked for first: few addresses have either, and all are read at each poll.
        userPassword = text.holds(UInt8(ascii: "@")) ? try Self.takeUser(of: handle) : nil
        if text.holds(UInt8(ascii: "#")) {
            try Self.check(curl_url_set(handle, CURLUPART_FRAGMENT, nil, 0))
        }
        let name = Self.part(CURLUPART_HOST, of: handle) ?? []
        if name.contains(where: { $0 >= 0x80 }) {
            // Left to libcurl it would be read by the locale, and only where it connects: what is looked at
            // here has to be what is asked. A number may come of it, which is read as any other.
            guard !isAgain,
                let ascii = InternationalName.ascii(of: String(decoding: name, as: UTF8.self))
            else { throw Failure(reason: "its host is no name") }
            try Self.check(curl_url_set(handle, CURLUPART_HOST, ascii, 0))
            guard let whole = Self.part(CURLUPART_URL, of: handle) else {
                throw Failure(reason: "its host is no name")
            }
            let again = try URLParts(reading: String(decoding: whole, as: UTF8.self), isAgain: true)
            (url, scheme, host, port) = (again.url, again.scheme, again.host, again.port)
            return
        }
        guard let whole = Self.part(CURLUPART_URL, of: handle),
            let scheme = Self.part(CURLUPART_SCHEME, of: handle)
        else { throw Failure(reason: "it has no scheme") }
        url = String(decoding: whole, as: UTF8.self)
        self.scheme = Self.lowercased(scheme)
        var host = name
        if host.first == UInt8(ascii: "["), host.last == UInt8(ascii: "]") {
            host = Array(host.dropFirst().dropLast())
        }
        self.host = Self.lowercased(host)
        let digits = Self.part(CURLUPART_PORT, of: handle, flags: CURLU_DEFAULT_PORT) ?? []
        port = Int(String(decoding: digits, as: UTF8.self)) ?? 0
    }

    /// The address that `reference` means within the document at `base`; the reference itself where
    /// libcurl cannot read it, for the error that tells of it.
    public static func resolved(_ reference: String, against base: String) -> String {
        guard !reference.holds(0), let handle = curl_url() else { return reference }
        defer { curl_url_cleanup(handle) }
        let flags = UInt32(CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE)
        guard curl_url_set(handle, CURLUPART_URL, base, flags) == CURLUE_OK,
            curl_url_set(handle, CURLUPART_URL, reference, flags) == CURLUE_OK,
            let whole = part(CURLUPART_URL, of: handle)
        else { return reference }
        return String(decoding: whole, as: UTF8.self)
    }

    /// Whether both are of one scheme, host and port: credentials do not leave that.
    public func isSameOrigin(as other: URLParts) -> Bool {
        scheme == other.scheme && host == other.host && port == other.port
    }

    /// `user:password`, percent-decoded, which is taken out; nil: there is none.
    private static func takeUser(of handle: OpaquePointer) throws(Failure) -> [UInt8]? {
        var credential = part(CURLUPART_USER, of: handle, flags: CURLU_URLDECODE)
        if let password = part(CURLUPART_PASSWORD, of: handle, flags: CURLU_URLDECODE) {
            credential = (credential ?? []) + [UInt8(ascii: ":")] + password
        } else if credential != nil {
            credential?.append(UInt8(ascii: ":"))
        }
        try check(curl_url_set(handle, CURLUPART_USER, nil, 0))
        try check(curl_url_set(handle, CURLUPART_PASSWORD, nil, 0))
        return credential
    }

    private static func lowercased(_ bytes: [UInt8]) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        let isLower = bytes.allSatisfy { $0 < 0x80 && !(0x41...0x5a).contains($0) }
        return isLower ? text : text.lowercased()
    }

    private static func check(_ code: CURLUcode) throws(Failure) {
        guard code != CURLUE_OK else { return }
        throw Failure(reason: String(cString: curl_url_strerror(code)))
    }

    private static func part(
        _ part: CURLUPart, of handle: OpaquePointer, flags: Int32 = 0
    ) -> [UInt8]? {
        var text: UnsafeMutablePointer<CChar>?
        guard curl_url_get(handle, part, &text, UInt32(flags)) == CURLUE_OK, let text else {
            return nil
        }
        defer { curl_free(text) }
        return Array(UnsafeRawBufferPointer(start: text, count: strlen(text)))
    }
}
