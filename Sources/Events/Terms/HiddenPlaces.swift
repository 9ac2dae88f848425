/// Where a hash stands in an open table, by bits of it that nobody outside of this process can foretell.
///
/// The hashes of words and shingles are the same in every process, so that whoever writes a text can choose many
/// that begin in one place, and make each look-up a walk (Crosby, Wallach: Denial of service via algorithmic
/// complexity attacks. USENIX Security, 2003). Multiply-shift with a factor that is drawn at the start spreads them
/// whatever they are (Dietzfelbinger et al.: A reliable randomized algorithm for the closest-pair problem. Journal of
/// Algorithms 25, 1997). What stands where reaches no decision.
struct HiddenPlaces: Sendable {
    private static let drawn = UInt64.random(in: 0...UInt64.max) | 1

    private let factor = Self.drawn

    /// - Parameter count: the places of the table, a power of two above 1.
    func place(of hash: UInt64, among count: Int) -> Int {
        Int(truncatingIfNeeded: (hash &* factor) &>> (64 &- count.trailingZeroBitCount))
    }
}
