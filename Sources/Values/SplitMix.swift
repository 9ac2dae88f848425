/// Numbers that look random and are the same for one seed in every process: SplitMix64 (Steele, Lea
/// and Flood, "Fast splittable pseudorandom number generators", 2014). For what has to spread or to
/// repeat; no secret may come of it.
public struct SplitMix: RandomNumberGenerator, Sendable {
    private var state: UInt64

    public init(seed: UInt64) {
        state = seed
    }

    public mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }

    /// 0 up to, without, `limit`.
    public mutating func below(_ limit: Int) -> Int {
        Int(truncatingIfNeeded: next() >> 33) % max(1, limit)
    }

    /// 0 up to, without, 1.
    public mutating func fraction() -> Double {
        Double(next() >> 11) * 0x1p-53
    }
}
