internal import Storage
internal import Values

/// How an entry is told to have been changed: what it was called before, and how often it was changed
/// otherwise.
struct Corrections {
    private let all: [Correction]

    /// A feed that counts something in its titles changes them with every poll: the first and the last
    /// tell most.
    private static let toldTitles = 3

    init(_ all: [Correction]) { self.all = all }

    func lines(time: (Timestamp) -> String) -> [String] {
        let titles = all.compactMap { correction in
            correction.formerTitle.map { "until \(time(correction.seen)): \($0)" }
        }
        let rest = titles.count - Self.toldTitles
        let told =
            rest > 0
            ? titles.prefix(1) + ["and \(Output.count(rest, "other title"))"]
                + titles.suffix(Self.toldTitles - 1)
            : titles
        let others = all.filter { $0.formerTitle == nil }
        guard let last = others.last else { return told }
        let times = others.count > 1 ? "changed \(others.count) times, last" : "changed"
        return told + ["\(times) \(time(last.seen))"]
    }
}
