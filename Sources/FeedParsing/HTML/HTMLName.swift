internal import Bytes
internal import Values

/// The name of an element or attribute of HTML in lower case, as a number.
///
/// The names that mean something to HTML have at most sixteen bytes, so that two words hold them and
/// no string is made or hashed for a tag.
struct HTMLName: Hashable, Sendable {
    private var low: UInt64 = 0
    private var high: UInt64 = 0
    /// In bytes.
    let count: Int

    static let longest = 16

    /// The name that `range` of `bytes` spells; nil when it is longer than any that is known.
    init?(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) {
        count = range.count
        guard count <= Self.longest else { return nil }
        for index in range {
            // The first byte is shifted to the top, so that bytes can be told apart by position.
            high = high << 8 | low >> 56
            low = low << 8 | UInt64(bytes[index].asciiLowercased)
        }
    }

    /// A name of ours.
    init(_ name: StaticString) {
        self = Self.list(name.description).first ?? HTMLName()
    }

    private init() { count = 0 }

    /// The names in a list of ours, separated by spaces.
    static func list(_ names: String) -> [HTMLName] {
        names.split(separator: " ").compactMap { name in
            let bytes = Array(name.utf8)
            return HTMLName(bytes.span, 0..<bytes.count)
        }
    }

    /// Writes the name.
    func write(to output: inout ByteBuilder) {
        var shift = count * 8
        while shift > 0 {
            shift -= 8
            let byte = shift >= 64 ? high >> UInt64(shift - 64) : low >> UInt64(shift)
            output.append(UInt8(truncatingIfNeeded: byte))
        }
    }

    /// Which of `slots` (a power of two) the name falls into.
    func slot(of slots: Int) -> Int {
        let hash = (low ^ high &* 0x9e37_79b9_7f4a_7c15) &* 0xff51_afd7_ed55_8ccd
        return Int(truncatingIfNeeded: hash >> 40) & (slots - 1)
    }
}

/// What is known about some names, found without hashing a string.
struct HTMLNameTable<Value: Sendable>: Sendable {
    private var slots: [(name: HTMLName, value: Value)?]

    init(_ values: [HTMLName: Value]) {
        var size = 16
        while size < values.count * 4 { size *= 2 }
        slots = Array(repeating: nil, count: size)
        for (name, value) in values {
            var slot = name.slot(of: size)
            while slots[slot] != nil { slot = (slot + 1) & (size - 1) }
            slots[slot] = (name, value)
        }
    }

    subscript(name: HTMLName) -> Value? {
        var slot = name.slot(of: slots.count)
        while let entry = slots[slot] {
            if entry.name == name { return entry.value }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }
}
