internal import Values

/// The named characters of HTML: `eacute` and the like, all that its standard has.
///
/// libxml2 knows the 253 of HTML 4, and no other library that is linked knows any.
enum NamedCharacters {
    /// What a name stands for.
    struct Character {
        var codePoint: UInt32
        /// Some names stand for a character and a mark that is put upon it.
        var combining: UInt32?
        /// Whether the name also counts where no semicolon ends it.
        var isLegacy: Bool
    }

    /// No name is longer.
    static let longest = 31
    /// No name that counts without a semicolon is longer.
    static let longestLegacy = 6

    /// What a name, without its semicolon, stands for; nil when there is no such name. Allocates nothing.
    static func character(_ name: ArraySlice<UInt8>) -> Character? {
        name.isEmpty || name.count > longest ? nil : table.character(name)
    }

    /// What the DTDs declare that feeds name (RSS 0.91, XHTML 1.0), where HTML 5 took other characters.
    private static let declared: [(name: String, codePoint: UInt32)] = [
        ("lang", 0x2329), ("rang", 0x232a),
    ]

    private static let table = Table(list)

    /// A hash table with open addressing over the bytes of the list.
    private struct Table {
        private struct Entry {
            var start: Int32
            var count: Int32
            var character: Character
        }

        private let bytes: [UInt8]
        private var entries: [Entry] = []
        /// Positions in `entries`; -1 where there is none. Half of them are.
        private var slots = [Int16](repeating: -1, count: 4_096)

        /// Reads entries such as `Aacute!c1` and `nvlt=3c+20d2`, with white space between them.
        init(_ list: String) {
            bytes = Array(list.utf8)
            entries.reserveCapacity(2_200)
            var start = 0
            while start < bytes.count {
                var index = start
                while bytes[index].isASCIILetter || bytes[index].isASCIIDigit { index += 1 }
                let isLegacy = bytes[index] == UInt8(ascii: "!")
                let range = start..<index
                var values: [UInt32] = [0]
                index += 1
                while index < bytes.count, !bytes[index].isASCIISpace {
                    if bytes[index] == UInt8(ascii: "+") {
                        values.append(0)
                    } else {
                        values[values.count - 1] = values[values.count - 1] << 4 | digit(index)
                    }
                    index += 1
                }
                if let declared = NamedCharacters.declared.first(where: {
                    bytes[range].elementsEqual($0.name.utf8)
                }) {
                    values = [declared.codePoint]
                }
                add(
                    range,
                    Character(
                        codePoint: values[0], combining: values.count > 1 ? values[1] : nil,
                        isLegacy: isLegacy))
                start = index + 1
            }
        }

        private func digit(_ index: Int) -> UInt32 {
            let byte = bytes[index]
            return UInt32(byte & 15) + (byte.isASCIIDigit ? 0 : 9)
        }

        private mutating func add(_ range: Range<Int>, _ character: Character) {
            var slot = Table.slot(bytes[range])
            while slots[slot] >= 0 { slot = (slot + 1) & 4_095 }
            slots[slot] = Int16(entries.count)
            entries.append(
                Entry(
                    start: Int32(range.lowerBound), count: Int32(range.count), character: character)
            )
        }

        func character(_ name: ArraySlice<UInt8>) -> Character? {
            var slot = Table.slot(name)
            while slots[slot] >= 0 {
                let entry = entries[Int(slots[slot])]
                if entry.count == name.count, holds(name, at: Int(entry.start)) {
                    return entry.character
                }
                slot = (slot + 1) & 4_095
            }
            return nil
        }

        private func holds(_ name: ArraySlice<UInt8>, at start: Int) -> Bool {
            for offset in 0..<name.count
            where bytes[start + offset] != name[name.startIndex + offset] { return false }
            return true
        }

        /// FNV-1a.
        private static func slot(_ name: ArraySlice<UInt8>) -> Int {
            var hash: UInt32 = 2_166_136_261
            for byte in name { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
            return Int((hash ^ hash >> 16) & 4_095)
        }
    }
}
