internal import Values

/// Guesses which key a person meant.
enum NearestKey {
    /// The candidate within two slips of `key` (one, when it is short), the nearest first; nil when
    /// none is. Upper case and `-` for `_` count as no slip.
    static func of(_ key: String, among candidates: [String]) -> String? {
        guard key.utf8.count <= 32 else { return nil }
        let written = folded(key)
        var best: (key: String, distance: Int)?
        for candidate in candidates {
            let distance = distance(written, folded(candidate))
            guard distance <= (min(written.count, candidate.utf8.count) <= 4 ? 1 : 2) else {
                continue
            }
            if distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.key
    }

    private static func folded(_ key: String) -> [UInt8] {
        key.utf8.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: "_") : $0.asciiLowercased }
    }

    /// Optimal string alignment: insertions, deletions, replacements and swaps of neighbours.
    static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
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
