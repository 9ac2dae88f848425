internal import Platform

/// How the clusterer lets go of what is old.
extension Clusterer {
    /// Lets go of the documents that arrived first: those up to the id `last`.
    ///
    /// By arrival and not by date: a feed that is new to the reader brings old entries, and other
    /// new feeds that tell of the same events may follow.
    ///
    /// Letting go looks at all that is held, so it waits until that is worth it: until an eighth of
    /// the documents may leave. Answers whether they left; if not, ask again later, with a later
    /// `last`.
    @discardableResult
    public mutating func expire(through last: Document.ID) -> Bool {
        let leaving = window.documents.partitioningIndex { $0.id > last }
        guard leaving > 0, leaving * Self.leastExpiry >= window.documents.count else {
            return false
        }
        let newest = window.documents[window.documents.count - 1].id
        noteDeparting(leaving)
        window.documents.removeFirst(leaving)
        window.boilerplate.expire(through: last)
        window.unlinkFirst(leaving)
        resolveOrigins()
        for slot in window.clusters.indices where !window.clusters[slot].members.isEmpty {
            window.clusters[slot].members = window.clusters[slot].members.compactMap { member in
                member >= leaving ? member - leaving : nil
            }
            if window.clusters[slot].members.isEmpty {
                forgetDeparted(of: slot)
                window.clusters.close(slot)
            }
        }
        // Places of clusters may be others' from here on.
        restored.removeAll()
        window.dropUnusedTerms()
        countedElsewhere.removeAll()
        weighedThrough = consolidatedThrough
        letGoOfConstraints(through: newest)
        settle()
        return true
    }

    /// The part of what is held that leaves at once is at least one in so many.
    static let leastExpiry = 8
}
