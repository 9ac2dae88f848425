/// From an anchor, spread by `AnchorIndex`, to the documents that have it: those that came since its
/// table was made, in open addressing with linear probing.
struct RecentAnchors: Sendable {
    struct Entry: Sendable {
        let spread: UInt32
        let slot: UInt32
    }

    /// In the order in which they came.
    private(set) var entries: [Entry] = []
    /// 0 for a free one; else, in the low bits, 1 + the place of an entry, and above these the leading
    /// bits of its anchor: most of what is looked for is not there, which this tells without a look at
    /// an entry.
    private var places = [UInt32](repeating: 0, count: 256)
    /// Those of an entry.
    private var bits: UInt32 = 8

    var count: Int { entries.count }

    /// Where the search for an anchor begins: to be read for many before the first is looked for.
    func begin(of spread: UInt32) -> UInt32 { places[Int(spread) & (places.count - 1)] }

    /// - Parameter begin: what `begin` answers.
    func appendHolders(of spread: UInt32, from begin: UInt32, to found: inout [UInt32]) {
        let mask = places.count - 1
        var place = Int(spread) & mask
        var content = begin
        while content != 0 {
            if content >> bits == spread >> bits {
                let entry = entries[Int(content & (1 << bits - 1)) - 1]
                if entry.spread == spread { found.append(entry.slot) }
            }
            place = (place + 1) & mask
            content = places[place]
        }
    }

    mutating func append(_ spread: UInt32, slot: UInt32) {
        entries.append(Entry(spread: spread, slot: slot))
        if entries.count * 2 > places.count {
            bits += 1
            places = [UInt32](repeating: 0, count: 1 << Int(bits))
            for entry in entries.indices { put(entry) }
        } else {
            put(entries.count - 1)
        }
    }

    private mutating func put(_ entry: Int) {
        let mask = places.count - 1
        let spread = entries[entry].spread
        var place = Int(spread) & mask
        while places[place] != 0 { place = (place + 1) & mask }
        places[place] = spread & ~(1 << bits - 1) | UInt32(truncatingIfNeeded: entry + 1)
    }
}
