internal import Values

/// What a stored entry says, for comparing it with what its feed says now.
struct EntryState {
    var guid: String?
    var seen: Timestamp
    /// As the feed told it, believed or not.
    var published: Timestamp?
    var title: String?
    var link: String?
    var author: String?
    var summary: String?
    var content: String?
    /// Nil where it can be had from the HTML; see `StoredBody`.
    var text: String?

    var plainText: String { StoredBody.plainText(text: text, summary: summary, content: content) }
}
