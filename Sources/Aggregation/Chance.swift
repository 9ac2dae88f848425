internal import Platform

/// Chance without secrets: to ask the system for each number would be a system call for each poll.
enum Chance {
    /// A number in 0..<1 at each call, from a seed of the system's (SplitMix64; Steele, Lea and Flood
    /// 2014).
    static func numbers() -> @Sendable () -> Double {
        let state = Locked(UInt64.random(in: .min ... .max))
        return {
            let bits = state.withLock { state in
                state &+= 0x9e37_79b9_7f4a_7c15
                var mixed = state
                mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
                mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
                return mixed ^ mixed >> 31
            }
            return Double(bits >> 11) * 0x1p-53
        }
    }
}
