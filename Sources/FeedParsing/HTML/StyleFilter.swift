internal import Values

/// Lets through the part of a `style` attribute that only sets type, colour and layout.
///
/// Nothing that loads anything, and none of what a text is laid over the page with: no `url()`, no functions
/// but colours, no `position`, no length below zero, no width beyond that of what it stands in or by that of
/// the window. A wide picture, a far margin or a height that is less than its text stays, and may reach beyond the
/// entry's own element: that is for whoever shows it to clip.
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
            guard !value.isEmpty, isAllowed(lower), isSafe(value), !holdsUnfitLength(value, lower)
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

    /// Only words, numbers, names in whole quotes, and colours as functions, all in ASCII. Quotes that are not
    /// whole, as those of a name that holds a `;`, would take in the declaration behind.
    private static func isSafe(_ value: ArraySlice<UInt8>) -> Bool {
        var quote: UInt8?
        for (index, byte) in zip(value.indices, value) {
            if byte == UInt8(ascii: ":") || byte >= 0x80 { return false }
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                if quote == nil { quote = byte } else if quote == byte { quote = nil }
            }
            if quote != nil, byte < 0x20 { return false }
            guard byte == UInt8(ascii: "(") else { continue }
            let start =
                value[..<index].lastIndex { !$0.isASCIILetter }.map { $0 + 1 } ?? value.startIndex
            let function = value[start..<index].map(\.asciiLowercased)
            guard colourFunctions.contains(function) else { return false }
        }
        return quote == nil
    }

    private static let colourFunctions: [[UInt8]] = [Array("rgb".utf8), Array("rgba".utf8)]

    /// Whether a text could be laid over what stands beside it: by a length below zero, one that goes by the
    /// window, or a width of more than there is.
    private static func holdsUnfitLength(_ value: ArraySlice<UInt8>, _ name: String) -> Bool {
        var index = value.startIndex
        var previous: UInt8 = 0x20
        while index < value.endIndex {
            let byte = value[index]
            // Digits of a name or a colour are no length.
            let isWord =
                previous.isASCIILetter || previous.isASCIIDigit || previous == minus
                || previous == UInt8(ascii: "#")
            guard !isWord, byte.isASCIIDigit || byte == point || byte == minus else {
                previous = byte
                index += 1
                continue
            }
            let number = value[index...].prefix { $0.isASCIIDigit || $0 == point || $0 == minus }
            let unit = value[number.endIndex...].prefix { $0.isASCIILetter || $0 == percent }
            index = unit.endIndex
            previous = value[index - 1]
            guard number.contains(where: \.isASCIIDigit) else { continue }
            if number.contains(minus) { return true }
            let unitName = unit.map(\.asciiLowercased)
            if unfitUnits.contains(unitName) { return true }
            if name == "width", unitName == [percent], isBeyondHundred(number) { return true }
        }
        return false
    }

    private static let (minus, point) = (UInt8(ascii: "-"), UInt8(ascii: "."))
    private static let percent = UInt8(ascii: "%")

    private static func isBeyondHundred(_ number: ArraySlice<UInt8>) -> Bool {
        (Double(String(decoding: number, as: UTF8.self)) ?? .infinity) > 100
    }

    /// The units of CSS Values 4 (6.1.3) that go by the window, those of CSS Conditional 5 (7) that do so
    /// where nothing around is a query container, and the mark of a power of ten, which nobody writes in a
    /// page but who hides a number.
    private static let unfitUnits = Set(
        ["v", "sv", "lv", "dv", "cq"].flatMap { kind in
            ["w", "h", "i", "b", "min", "max"].map { Array((kind + $0).utf8) }
        } + [Array("e".utf8)])

    /// Of a family by nothing but letters: what stands before the colon may be the end of a quoted name.
    private static func isAllowed(_ name: String) -> Bool {
        properties.contains(name)
            || families.contains { name.hasPrefix($0) }
                && name.utf8.allSatisfy { $0.isASCIILetter || $0 == minus }
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
