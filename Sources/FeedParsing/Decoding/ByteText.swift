internal import Values

/// A short stretch of bytes in which words are looked for, ASCII case being the same.
struct ByteText {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes.map(\.asciiLowercased)
    }

    init(_ text: String) {
        self.init(Array(text.utf8))
    }

    /// Where `word` (in lower case) first stands at or after `start`.
    func find(_ word: StaticString, from start: Int = 0) -> Int? {
        let wanted = Array(word.description.utf8)
        guard bytes.count >= wanted.count, start >= 0 else { return nil }
        for index in start..<max(start, bytes.count - wanted.count + 1)
        where bytes[index] == wanted[0] && bytes[index..<(index + wanted.count)] == wanted[...] {
            return index
        }
        return nil
    }

    /// What follows `name` and an equals sign, quoted or not, in lower case.
    func value(after name: StaticString) -> String? {
        guard let start = find(name) else { return nil }
        var index = start + name.utf8CodeUnitCount
        func skipSpace() { while index < bytes.count, bytes[index].isASCIISpace { index += 1 } }
        skipSpace()
        guard index < bytes.count, bytes[index] == UInt8(ascii: "=") else { return nil }
        index += 1
        skipSpace()
        if index < bytes.count, Self.quotes.contains(bytes[index]) {
            let quote = bytes[index]
            index += 1
            // A name with a blank in it (`iso 8859-2`), but no other attribute behind a quote that was forgotten.
            let quoted = bytes[index...].prefix { $0 != quote }
            if quoted.endIndex < bytes.count, quoted.count <= 40,
                quoted.allSatisfy({ !Self.quotes.contains($0) && !Self.ends.contains($0) })
            {
                return quoted.isEmpty ? nil : String(decoding: quoted, as: UTF8.self)
            }
        }
        let value = bytes[min(index, bytes.count)...].prefix {
            !Self.quotes.contains($0) && !$0.isASCIISpace && !Self.ends.contains($0)
        }
        return value.isEmpty ? nil : String(decoding: value, as: UTF8.self)
    }

    private static let quotes = Array("\"'".utf8)
    private static let ends = Array(";,>=<".utf8)
}
