/// A value that several elements may give: the one of the highest rank counts, and of equals the
/// first.
struct Ranked<Value> {
    private(set) var value: Value?
    private var rank = 0

    init() {}

    /// Takes `value` unless a value of that rank or a higher one is there.
    mutating func offer(_ value: Value?, rank: Int) {
        guard let value, self.value == nil || rank > self.rank else { return }
        self.value = value
        self.rank = rank
    }
}

extension Ranked: Sendable where Value: Sendable {}
