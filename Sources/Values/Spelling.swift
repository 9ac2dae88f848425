/// Which of the known words a mistyped one was meant to be.
public enum Spelling {
    /// The known word at the smallest edit distance (Levenshtein 1966); nil when none is near
    /// enough to be meant: at most a third of the letters may differ.
    public static func nearest(to word: String, among known: [String]) -> String? {
        // A word far longer than any command is no slip of the finger.
        guard word.utf8.count <= 40 else { return nil }
        let ranked = known.map { (word: $0, distance: distance(word, $0)) }
        guard let best = ranked.min(by: { $0.distance < $1.distance }) else { return nil }
        return best.distance <= max(1, best.word.utf8.count / 3) ? best.word : nil
    }

    private static func distance(_ a: String, _ b: String) -> Int {
        let a = Array(a.utf8)
        let b = Array(b.utf8)
        var row = Array(0...b.count)
        for (i, letter) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, other) in b.enumerated() {
                let substituted = diagonal + (letter == other ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(substituted, row[j] + 1, diagonal + 1)
            }
        }
        return row[b.count]
    }
}
