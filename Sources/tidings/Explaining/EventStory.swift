internal import Events
internal import Storage

/// An event with what each of its entries added.
struct EventStory {
    let detail: ClusterDetail
    /// What an entry told that none before it in the timeline had; nothing for a copy.
    let additions: [EntryID: [String]]
    /// Entries that people pinned, of whatever event.
    let pinned: Set<EntryID>

    init(
        detail: ClusterDetail, additions: [EntryID: [String]], pinned: Set<EntryID> = []
    ) {
        self.detail = detail
        self.additions = additions
        self.pinned = pinned
    }

    /// Reads the texts of the event's originals, as they are by now: beside a corrected title stands what
    /// the corrected text adds. What an entry added is told as long as every original before it can be
    /// read: behind one that has expired nobody knows what was new.
    init(
        _ detail: ClusterDetail, in store: StoreSession, background: BackgroundFrequencies
    ) throws(StoreError) {
        var documents: [Document] = []
        var standingText: [EntryID: UInt32] = [:]
        for member in detail.members where member.entry.copy == nil {
            if member.entry.expired != nil { break }
            guard let document = try store.currentDocument(member.entry.id) else { continue }
            documents.append(document)
            standingText[document.id] = try store.standingText(of: document.id)
        }
        var timeline = Timeline(background: background)
        let additions = timeline.additions(of: documents, standingText: standingText)
        self.init(
            detail: detail,
            additions: Dictionary(
                zip(documents.map(\.id), additions), uniquingKeysWith: { first, _ in first }),
            pinned: try store.pinnedEntries())
    }
}
