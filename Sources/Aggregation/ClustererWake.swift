/// What the clusterer is woken by.
enum ClustererWake: Sendable {
    case entries
    /// Nothing has come for a while.
    case silence
}
