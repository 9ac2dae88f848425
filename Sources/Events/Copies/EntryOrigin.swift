/// Whose text an entry is, as far as it tells that it is not of the feed's own publisher.
struct EntryOrigin: Sendable {
    static let none = EntryOrigin(syndication: [], host: nil, citedDomains: [])

    /// Whom its `source` element names.
    let syndication: ArraySlice<UInt32>
    /// The host of its own address, where that is another's than the publisher's.
    let host: UInt32?
    /// The hosts that it links to, with the domains above; of no interest without `host`.
    let citedDomains: ArraySlice<UInt32>

    /// Whether it and another of its feed are entries of two others that the feed repeats: an aggregator's,
    /// whose source elements or addresses name different publishers.
    func isElsewheres(beside other: EntryOrigin) -> Bool {
        if !syndication.isEmpty, !other.syndication.isEmpty {
            return !syndication.contains(where: other.syndication.contains)
        }
        guard let host, let otherHost = other.host, host != otherHost else { return false }
        return !citedDomains.contains(where: other.citedDomains.contains)
    }
}

/// As it is held: its marks one after the other.
extension EntryOrigin {
    /// Marks of each kind that are kept: hostile addresses may have hundreds of labels.
    private static let mostMarks = 64

    /// - Parameter syndication: how many of the marks are of its `source` element.
    init(packed marks: ArraySlice<UInt32>, syndication: Int) {
        let rest = marks.dropFirst(syndication)
        self.init(
            syndication: marks.prefix(syndication), host: rest.first,
            citedDomains: rest.dropFirst())
    }

    func packed() -> (marks: [UInt32], syndication: Int) {
        var marks = Array(syndication.prefix(Self.mostMarks))
        let syndication = marks.count
        if let host {
            marks.append(host)
            marks += citedDomains.prefix(Self.mostMarks)
        }
        return (marks, syndication)
    }
}
