internal import Platform

/// Reads references into `WebURL`, byte by byte.
enum WebURLParser {
    /// Longer references are refused: no browser or server takes them, and each copy costs.
    private static let longest = 16 << 10

    static func parse(_ reference: String, relativeTo base: WebURL?) -> WebURL? {
        guard reference.utf8.count <= longest else { return nil }
        if let plain = PlainWebAddress(reference) { return WebURL(plain) }
        return read(reference, relativeTo: base)
    }

    /// Goes by all rules, whatever the reference is.
    static func read(_ reference: String, relativeTo base: WebURL?) -> WebURL? {
        let bytes = cleaned(reference)
        var rest = bytes[...]
        if let scheme = scheme(of: bytes) {
            guard scheme == "http" || scheme == "https" else { return nil }
            rest = bytes.dropFirst(scheme.utf8.count + 1)
            // `http:page` in a document of the same scheme is relative, as in browsers.
            if let base, base.scheme == scheme, !startsWithTwoSlashes(rest) {
                return relative(rest, to: base)
            }
            return absolute(rest.drop(while: isSlash), scheme: scheme)
        }
        guard let base else { return nil }
        if startsWithTwoSlashes(rest) {
            return absolute(rest.drop(while: isSlash), scheme: base.scheme)
        }
        return relative(rest, to: base)
    }

    // MARK: - The parts

    /// Without controls and spaces around, and without line breaks and tabs within.
    private static func cleaned(_ reference: String) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(reference.utf8.count)
        for byte in reference.utf8 {
            if byte == 0x09 || byte == 0x0a || byte == 0x0d || (byte <= 0x20 && bytes.isEmpty) {
                continue
            }
            bytes.append(byte)
        }
        while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
        return bytes
    }

    /// The scheme before the first colon, in lower case.
    private static func scheme(of bytes: [UInt8]) -> String? {
        guard let first = bytes.first, first.isASCIILetter else { return nil }
        for (index, byte) in bytes.enumerated() {
            switch byte {
            case UInt8(ascii: ":"):
                return String(decoding: bytes[..<index].map(\.asciiLowercased), as: UTF8.self)
            case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): continue
            case _ where byte.isASCIILetter || byte.isASCIIDigit: continue
            default: return nil
            }
        }
        return nil
    }

    private static func absolute(_ bytes: ArraySlice<UInt8>, scheme: String) -> WebURL? {
        let end = bytes.firstIndex { isSlash($0) || $0 == question || $0 == hash } ?? bytes.endIndex
        var authority = bytes[..<end]
        var userInfo: String?
        if let at = authority.lastIndex(of: UInt8(ascii: "@")) {
            let before = authority[..<at]
            userInfo = before.isEmpty ? nil : encoded(before)
            authority = authority[(at + 1)...]
        }
        guard let (host, port) = hostAndPort(authority) else { return nil }
        let (path, query, fragment) = tail(bytes[end...])
        return WebURL(
            scheme: scheme, userInfo: userInfo, host: host,
            port: port == (scheme == "https" ? 443 : 80) ? nil : port,
            path: encoded(withoutDotSegments(path)[...]), query: query, fragment: fragment)
    }

    private static func relative(_ bytes: ArraySlice<UInt8>, to base: WebURL) -> WebURL {
        let (path, query, fragment) = tail(bytes)
        let whole =
            switch path.first {
            case nil: base.path
            case .some(let first) where isSlash(first): encoded(withoutDotSegments(path)[...])
            case .some: merged(path, intoFolderOf: base.path)
            }
        return WebURL(
            scheme: base.scheme, userInfo: base.userInfo, host: base.host, port: base.port,
            path: whole, query: path.isEmpty ? query ?? base.query : query, fragment: fragment)
    }

    /// RFC 3986 5.2.3 and 5.2.4 in one. The path of a base is in its form already: it is copied and not
    /// read again, since a document may hold a reference in every few bytes.
    private static func merged(_ path: ArraySlice<UInt8>, intoFolderOf base: String) -> String {
        var result = Array(base.utf8)
        endBehindSlash(&result)
        var rest = path
        while true {
            let end = rest.firstIndex(where: isSlash) ?? rest.endIndex
            let segment = rest[..<end]
            let isLast = end == rest.endIndex
            if isDoubleDot(segment) {
                if result.count > 1 { result.removeLast() }
                endBehindSlash(&result)
            } else if !isSingleDot(segment) {
                encode(segment, into: &result)
                if !isLast { result.append(UInt8(ascii: "/")) }
            }
            if isLast { return String(decoding: result, as: UTF8.self) }
            rest = rest[(end + 1)...]
        }
    }

    /// Takes off what stands behind the last slash; the first byte is one.
    private static func endBehindSlash(_ path: inout [UInt8]) {
        let slash = path.lastIndex(of: UInt8(ascii: "/")) ?? 0
        path.removeLast(path.count - 1 - slash)
    }

    /// Path, query and fragment.
    private static func tail(_ bytes: ArraySlice<UInt8>) -> (ArraySlice<UInt8>, String?, String?) {
        var path = bytes
        var query: String?
        var fragment: String?
        if let mark = path.firstIndex(of: hash) {
            fragment = encoded(path[(mark + 1)...])
            path = path[..<mark]
        }
        if let mark = path.firstIndex(of: question) {
            query = encoded(path[(mark + 1)...])
            path = path[..<mark]
        }
        return (path, query, fragment)
    }

    private static func hostAndPort(_ authority: ArraySlice<UInt8>) -> (String, Int?)? {
        var host = authority
        var port: Int?
        let bracket = authority.lastIndex(of: UInt8(ascii: "]"))
        if let colon = authority.lastIndex(of: UInt8(ascii: ":")), colon > bracket ?? -1 {
            host = authority[..<colon]
            let digits = authority[(colon + 1)...]
            if !digits.isEmpty {
                guard digits.count <= 5, digits.allSatisfy(\.isASCIIDigit),
                    let number = Int(String(decoding: digits, as: UTF8.self)), number <= 65_535
                else { return nil }
                port = number
            }
        }
        if host.first == UInt8(ascii: "["), host.last == UInt8(ascii: "]") {
            host = host.dropFirst().dropLast()
            guard host.contains(UInt8(ascii: ":")),
                host.allSatisfy({ $0.isASCIIHexDigit || $0 == 0x2e || $0 == 0x3a })
            else { return nil }
        } else if host.contains(where: isForbiddenInHost) {
            return nil
        }
        guard !host.isEmpty, host.count <= 1_024 else { return nil }
        return (String(decoding: host, as: UTF8.self).lowercased(), port)
    }

    /// RFC 3986 5.2.4; the result begins with a slash.
    private static func withoutDotSegments(_ path: ArraySlice<UInt8>) -> [UInt8] {
        var segments: [ArraySlice<UInt8>] = []
        var rest = path.first.map(isSlash) == true ? path.dropFirst() : path
        while true {
            let end = rest.firstIndex(where: isSlash) ?? rest.endIndex
            let isLast = end == rest.endIndex
            let segment = rest[..<end]
            if isDoubleDot(segment) {
                _ = segments.popLast()
                if isLast { segments.append([]) }
            } else if isSingleDot(segment) {
                if isLast { segments.append([]) }
            } else {
                segments.append(segment)
            }
            if isLast { break }
            rest = rest[(end + 1)...]
        }
        var result: [UInt8] = []
        result.reserveCapacity(path.count + 1)
        for segment in segments {
            result.append(UInt8(ascii: "/"))
            result.append(contentsOf: segment)
        }
        return result
    }

    // MARK: - Bytes

    private static let question = UInt8(ascii: "?")
    private static let hash = UInt8(ascii: "#")

    private static func isSlash(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\")
    }

    private static func startsWithTwoSlashes(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.count >= 2 && bytes.prefix(2).allSatisfy(isSlash)
    }

    private static func isSingleDot(_ segment: ArraySlice<UInt8>) -> Bool {
        guard segment.count == 1 || segment.count == 3 else { return false }
        return segment.elementsEqual(".".utf8) || segment.elementsEqual("%2e".utf8)
            || segment.elementsEqual("%2E".utf8)
    }

    private static func isDoubleDot(_ segment: ArraySlice<UInt8>) -> Bool {
        guard (2...6).contains(segment.count), let first = segment.first,
            first == UInt8(ascii: ".") || first == UInt8(ascii: "%")
        else { return false }
        return ["..", ".%2e", "%2e.", "%2e%2e"].contains {
            segment.map(\.asciiLowercased).elementsEqual($0.utf8)
        }
    }

    /// What WHATWG's URL standard forbids in a domain. A percent sign is among it: encoded hosts
    /// are only ever seen where something is to be hidden.
    private static func isForbiddenInHost(_ byte: UInt8) -> Bool {
        switch byte {
        case 0...0x20, 0x7f, UInt8(ascii: "#"), UInt8(ascii: "%"), UInt8(ascii: "/"),
            UInt8(ascii: ":"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "?"),
            UInt8(ascii: "@"), UInt8(ascii: "[")...UInt8(ascii: "^"), UInt8(ascii: "`"),
            UInt8(ascii: "{")...UInt8(ascii: "}"), UInt8(ascii: "\""), UInt8(ascii: "'"):
            true
        default: false
        }
    }

    /// With everything percent-encoded that may not stand in a URL; what is encoded stays.
    private static func encoded(_ bytes: ArraySlice<UInt8>) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        encode(bytes, into: &result)
        return String(decoding: result, as: UTF8.self)
    }

    private static func encode(_ bytes: ArraySlice<UInt8>, into result: inout [UInt8]) {
        for byte in bytes {
            if byte <= 0x20 || byte >= 0x7f || byte == UInt8(ascii: "\"")
                || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
            {
                result.append(UInt8(ascii: "%"))
                result.append(hexDigit(byte >> 4))
                result.append(hexDigit(byte & 0xf))
            } else {
                result.append(byte)
            }
        }
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
    }
}
