extension Array where Element: Equatable {
    /// Appends a value that is there and not yet among them, unless they are `most` already: a document may
    /// repeat itself, and may do so without end.
    mutating func append(distinct value: Element?, most: Int) {
        guard let value, count < most, !contains(value) else { return }
        append(value)
    }
}
