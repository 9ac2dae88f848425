/// What the clusterer is woken by.
enum Arrival: Sendable {
    case entries
    /// Nothing has come for a while.
    case silence
}
