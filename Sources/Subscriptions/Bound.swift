/// A bound that may be lifted: `90d` or `forever`.
enum Bound<Value: Hashable & Sendable>: Hashable, Sendable {
    case none
    case most(Value)

    /// Nil where there is no bound.
    var value: Value? {
        if case .most(let value) = self { value } else { nil }
    }
}
