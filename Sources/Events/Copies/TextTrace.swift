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

    /// The byte that stands for a word.
    static func byte(of word: UInt64) -> UInt8 {
        UInt8(truncatingIfNeeded: word >> 24)
    }

    /// Appends the bytes of all words.
    static func append(_ list: TokenList, to traces: inout [UInt8]) {
        let tokens = list.tokens.span
        traces.append(addingCapacity: tokens.count) { free in
            RunningWords.visit(tokens) { free.append(byte(of: $0)) }
        }
    }

    /// The anchors of a trace, ascending: the hashes of shingles that are chosen so that two texts
    /// with 15 words in a row in common have an anchor in common (Schleimer, Wilkerson and Aiken,
    /// "Winnowing: local algorithms for document fingerprinting", 2003). Some two of 13 are.
    static func takeAnchors(of trace: Span<UInt8>, into anchors: inout [UInt32]) {
        anchors.removeAll(keepingCapacity: true)
        guard trace.count >= shingleLength else { return }
        anchors.append(addingCapacity: trace.count) { free in
            var shingle: UInt32 = 0
            for i in trace.indices {
                shingle = shingle << 8 | UInt32(trace[i])
                if i >= shingleLength - 1 { free.append(mixed(shingle)) }
            }
            // The least of 2, of 4, of 8 and of 12 from each place on, in the place of the hashes.
            var hashes = free.mutableSpan
            var (length, count) = (1, hashes.count)
            while length < anchorSpan, count > 1 {
                let step = min(length, anchorSpan - length, count - 1)
                count -= step
                for i in 0..<count { hashes[i] = min(hashes[i], hashes[i + step]) }
                length += step
            }
            // Neighbours have mostly the same.
            var kept = 1
            for i in 1..<max(1, count) where hashes[i] != hashes[kept - 1] {
                hashes[kept] = hashes[i]
                kept += 1
            }
            free.removeLast(free.count - kept)
        }
        anchors.sort()
        anchors.dropRepeats()
    }

    /// Spreads every bit of a shingle over 32 bits; no two shingles have the same.
    static func mixed(_ shingle: UInt32) -> UInt32 {
        var hash = shingle
        hash = (hash ^ hash >> 16) &* 0x7feb_352d
        hash = (hash ^ hash >> 15) &* 0x846c_a68b
        return hash ^ hash >> 16
    }
}
