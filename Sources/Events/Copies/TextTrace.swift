/// What is kept of a text so that another can be held against it: a byte of each word's hash. Four
/// of them side by side tell a shingle of four words, by 32 bits.
///
/// A false shingle needs four words in a row whose bytes agree by chance; a copy is told by a large
/// share of all of them.
enum TextTrace {
    /// Words in a shingle.
    static let shingleLength = 4
    /// Among so many shingles in a row the one with the least hash is an anchor.
    static let anchorSpan = 12

    /// Of the last shingles that are held.
    private static let ringMask = 15

    /// The byte that stands for a word.
    static func byte(of token: Token) -> UInt8 {
        UInt8(truncatingIfNeeded: token.hash >> 24)
    }

    /// The anchors of a trace, ascending: the hashes of shingles that are chosen so that two texts
    /// with 15 words in a row in common have an anchor in common (Schleimer, Wilkerson and Aiken,
    /// "Winnowing: local algorithms for document fingerprinting", 2003). Some two of 13 are.
    static func takeAnchors(of trace: Span<UInt8>, into anchors: inout [UInt32]) {
        anchors.removeAll(keepingCapacity: true)
        // The last hashes; place `i & ringMask` is that of shingle i.
        var last = InlineArray<16, UInt32>(repeating: 0)
        var shingle: UInt32 = 0
        var count = 0
        var least = 0
        for i in trace.indices {
            shingle = shingle << 8 | UInt32(trace[i])
            guard i >= shingleLength - 1 else { continue }
            let hash = mixed(shingle)
            last[count & ringMask] = hash
            if count > 0, least + anchorSpan == count {
                // The least has left: its place was just written over.
                least = count - anchorSpan + 1
                for k in (least + 1)...count where last[k & ringMask] <= last[least & ringMask] {
                    least = k
                }
                anchors.append(last[least & ringMask])
            } else if count == 0 || hash <= last[least & ringMask] {
                least = count
                if count >= anchorSpan - 1 { anchors.append(hash) }
            } else if count == anchorSpan - 1 {
                anchors.append(last[least & ringMask])
            }
            count += 1
        }
        if count > 0, count < anchorSpan { anchors.append(last[least & ringMask]) }
        anchors.sort()
        var kept = 0
        for i in anchors.indices where i == 0 || anchors[i] != anchors[kept - 1] {
            anchors[kept] = anchors[i]
            kept += 1
        }
        anchors.removeSubrange(kept...)
    }

    /// Spreads every bit of a shingle over 32 bits; no two shingles have the same.
    static func mixed(_ shingle: UInt32) -> UInt32 {
        var hash = shingle
        hash = (hash ^ hash >> 16) &* 0x7feb_352d
        hash = (hash ^ hash >> 15) &* 0x846c_a68b
        return hash ^ hash >> 16
    }
}
