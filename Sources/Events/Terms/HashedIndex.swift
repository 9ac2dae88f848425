/// A map from 64-bit hashes to numbers: open addressing with linear probing.
///
/// The keys are hashes already, so none is computed again; what it holds is only ever looked up,
/// never walked through, so its inner order can reach no decision.
struct HashedIndex: Sendable {
    private var keys: [UInt64]
    private var values: [UInt32]
    private(set) var count = 0
    private let hidden = HiddenPlaces()

    /// An index with room for `capacity` entries before it first grows.
    init(capacity: Int = 8) {
        var size = 16
        while size * 2 < capacity * 3 { size *= 2 }
        keys = [UInt64](repeating: 0, count: size)
        values = [UInt32](repeating: 0, count: size)
    }

    /// The number kept for `key`, which is not 0.
    subscript(key: UInt64) -> UInt32? {
        get {
            let place = place(of: key)
            return keys[place] == key ? values[place] : nil
        }
        set {
            guard let newValue else { return }
            var place = place(of: key)
            if keys[place] == 0 {
                if (count + 1) * 3 > keys.count * 2 {
                    grow()
                    place = self.place(of: key)
                }
                keys[place] = key
                count += 1
            }
            values[place] = newValue
        }
    }

    /// Every entry, in no order that means anything: only to fill another table.
    func visit(_ body: (UInt64, UInt32) -> Void) {
        for place in keys.indices where keys[place] != 0 {
            body(keys[place], values[place])
        }
    }

    private func place(of key: UInt64) -> Int {
        let mask = keys.count - 1
        var place = hidden.place(of: key, among: keys.count)
        while keys[place] != 0 && keys[place] != key { place = (place + 1) & mask }
        return place
    }

    private mutating func grow() {
        let old = (keys, values)
        keys = [UInt64](repeating: 0, count: old.0.count * 2)
        values = [UInt32](repeating: 0, count: old.0.count * 2)
        for i in old.0.indices where old.0[i] != 0 {
            let place = place(of: old.0[i])
            keys[place] = old.0[i]
            values[place] = old.1[i]
        }
    }
}
