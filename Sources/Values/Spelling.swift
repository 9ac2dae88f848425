/// Guesses which of the known words a mistyped one was meant to be.
public enum Spelling {
    /// The known word within two slips of `word` (one, when it is short), the nearest first; nil
    /// when none is. Upper case and `-` for `_` count as no slip.
    public static func nearest(to word: String, among known: [String]) -> String? {
        guard word.utf8.count <= 32 else { return nil }
        let written = folded(word)
        var best: (word: String, distance: Int)?
        // A word of two letters is one slip from too many others.
        for candidate in known where candidate.utf8.count > 2 {
            // As many slips at least as they differ in length.
            guard abs(candidate.utf8.count - written.count) <= 2 else { continue }
            let distance = distance(written, folded(candidate))
            guard distance <= (min(written.count, candidate.utf8.count) <= 4 ? 1 : 2) else {
                continue
            }
            if distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.word
    }

    private static func folded(_ word: String) -> [UInt8] {
        word.utf8.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: "_") : $0.asciiLowercased }
    }

    /// Optimal string alignment: insertions, deletions, replacements and swaps of neighbours.
    private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var older: [Int] = []
        var previous = Array(0...b.count)
        for i in a.indices {
            var current = [i + 1]
            current.reserveCapacity(b.count + 1)
            for j in b.indices {
                var least = min(previous[j + 1], current[j]) + 1
                least = min(least, previous[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
                    least = min(least, older[j - 1] + 1)
                }
                current.append(least)
            }
            older = previous
            previous = current
        }
        return previous[b.count]
    }
}
