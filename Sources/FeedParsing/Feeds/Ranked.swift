/// A value that several elements may give: the one of the highest rank counts, and of equals the
/// first, unless it was offered as one that replaces its equals.
struct Ranked<Value> {
    private(set) var value: Value?
    private var rank = 0

    init() {}

    /// Takes `value` unless a value of a higher rank is there, or one of the same and it does not
    /// `replace` that.
    mutating func offer(_ value: Value?, rank: Int, replacing: Bool = false) {
        guard let value,
            self.value == nil || rank > self.rank || (replacing && rank == self.rank)
        else { return }
        self.value = value
        self.rank = rank
    }
}
