internal import Values

/// Lets through the part of a `style` attribute that only sets type, colour and layout.
///
/// Nothing that loads anything or lays itself over the page: no `url()`, no functions but colours, no
/// `position`.
enum StyleFilter {
    /// The declarations that may stay, as `name: value;` one after the other; empty when none may.
    static func filtered(_ style: [UInt8]) -> [UInt8] {
        // Escapes and comments can spell what the words below do not show. (A comment needs a `*`.)
        guard style.count <= 4_096, !style.contains(where: { suspicious[Int($0)] }) else {
            return []
        }
        var result: [UInt8] = []
        for declaration in style.split(separator: UInt8(ascii: ";")) {
            guard let colon = declaration.firstIndex(of: UInt8(ascii: ":")) else { continue }
            let name = trimmed(declaration[..<colon])
            let value = trimmed(declaration[(colon + 1)...])
            let lower = String(decoding: name.map(\.asciiLowercased), as: UTF8.self)
            guard !value.isEmpty, isSafe(value), isAllowed(lower),
                !value.contains(where: { $0 >= 0x80 }), !isNegativeMargin(lower, value)
            else { continue }
            if !result.isEmpty { result.append(0x20) }
            result.append(contentsOf: name)
            result.append(contentsOf: ": ".utf8)
            result.append(contentsOf: value)
            result.append(UInt8(ascii: ";"))
        }
        return result
    }

    /// By byte, whether it may stand in no style.
    private static let suspicious: [Bool] = (UInt8.min...UInt8.max).map { byte in
        byte < 0x20 && !byte.isASCIISpace || byte == 0x7f || "\\<>{}@&*".utf8.contains(byte)
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var bytes = bytes.drop(while: \.isASCIISpace)
        while bytes.last?.isASCIISpace == true { bytes.removeLast() }
        return bytes
    }

    /// Only words, numbers, quoted names, and colours as functions.
    private static func isSafe(_ value: ArraySlice<UInt8>) -> Bool {
        for (index, byte) in zip(value.indices, value) {
            if byte == UInt8(ascii: ":") { return false }
            guard byte == UInt8(ascii: "(") else { continue }
            let start =
                value[..<index].lastIndex { !$0.isASCIILetter }.map { $0 + 1 } ?? value.startIndex
            let function = value[start..<index].map(\.asciiLowercased)
            guard colourFunctions.contains(function) else { return false }
        }
        return true
    }

    private static let colourFunctions: [[UInt8]] = [Array("rgb".utf8), Array("rgba".utf8)]

    /// With those a text could be laid over what stands beside it.
    private static func isNegativeMargin(_ name: String, _ value: ArraySlice<UInt8>) -> Bool {
        name.hasPrefix("margin") && value.contains(UInt8(ascii: "-"))
    }

    private static func isAllowed(_ name: String) -> Bool {
        properties.contains(name) || families.contains { name.hasPrefix($0) }
    }

    private static let families = ["border", "margin", "padding"]

    private static let properties: Set<String> = [
        "background", "background-color", "azimuth", "clear", "color", "cursor", "direction",
        "display", "elevation", "float", "font", "font-family", "font-size", "font-style",
        "font-variant", "font-weight", "height", "letter-spacing", "line-height", "overflow",
        "pause", "pause-after", "pause-before", "pitch", "pitch-range", "richness", "speak",
        "speak-header", "speak-numeral", "speak-punctuation", "speech-rate", "stress",
        "text-align", "text-decoration", "text-indent", "unicode-bidi", "vertical-align",
        "voice-family", "volume", "white-space", "width",
    ]
}
