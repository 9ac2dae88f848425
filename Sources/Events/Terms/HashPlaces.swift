/// Finds numbered things by their 64-bit hashes, which stand elsewhere by number: open addressing with
/// linear probing in four bytes a place.
///
/// A place has the number and, in the bits that it leaves, some of the hash: what is not there is told
/// from what is without a look at a hash, which stands anywhere in memory.
struct HashPlaces: Sendable {
    /// 0 for a free one; else, in the low bits, 1 + the number.
    private var places = [UInt32](repeating: 0, count: 16)
    /// Those of a number.
    private var bits: UInt32 = 4
    private var count = 0
    private let hidden = HiddenPlaces()

    /// With room for so many numbers before it first grows.
    init(capacity: Int = 0) {
        grow(toHold: capacity, upTo: capacity)
    }

    /// The number of the thing with this hash, of those with these `hashes`.
    func number(of hash: UInt64, among hashes: [UInt64]) -> Int? {
        let mask = places.count - 1
        let tag = tag(of: hash)
        var place = hidden.place(of: hash, among: places.count)
        while places[place] != 0 {
            if places[place] >> bits == tag {
                let number = number(in: places[place])
                if hashes[number] == hash { return number }
            }
            place = (place + 1) & mask
        }
        return nil
    }

    /// Where the search for a hash begins: to be read for many hashes before the first of them is
    /// looked up, so that memory is not waited for time and again.
    func begin(of hash: UInt64) -> UInt32 {
        places[hidden.place(of: hash, among: places.count)]
    }

    /// The number that `begin` stands for, where that is the one with this hash; else as
    /// `number(of:among:)`.
    func number(of hash: UInt64, from begin: UInt32, among hashes: [UInt64]) -> Int? {
        if begin == 0 { return nil }
        if begin >> bits == tag(of: hash) {
            let number = number(in: begin)
            if hashes[number] == hash { return number }
        }
        return number(of: hash, among: hashes)
    }

    /// Notes a number that is not noted, whose hash is among `hashes` already.
    mutating func note(_ number: Int, among hashes: [UInt64]) {
        count += 1
        let (old, oldBits) = (places, bits)
        if grow(toHold: count, upTo: number + 1) {
            for place in old where place != 0 {
                put(Int(place & Self.mask(oldBits)) - 1, hashes)
            }
        }
        put(number, hashes)
    }

    /// Leaves a quarter of the places free; empty after that, if it answers true.
    @discardableResult
    private mutating func grow(toHold count: Int, upTo last: Int) -> Bool {
        let old = bits
        while count * 4 > 3 << Int(bits) || last >> Int(bits) > 0 { bits += 1 }
        if bits > old { places = [UInt32](repeating: 0, count: 1 << Int(bits)) }
        return bits > old
    }

    private mutating func put(_ number: Int, _ hashes: [UInt64]) {
        let mask = places.count - 1
        var place = hidden.place(of: hashes[number], among: places.count)
        while places[place] != 0 { place = (place + 1) & mask }
        places[place] =
            tag(of: hashes[number]) << bits | UInt32(truncatingIfNeeded: number + 1)
    }

    private static func mask(_ bits: UInt32) -> UInt32 { 1 << bits - 1 }

    private func number(in place: UInt32) -> Int { Int(place & Self.mask(bits)) - 1 }

    private func tag(of hash: UInt64) -> UInt32 {
        UInt32(truncatingIfNeeded: hash >> 32) >> bits
    }
}
