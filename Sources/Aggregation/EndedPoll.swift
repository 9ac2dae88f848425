internal import Storage

/// A poll that ended and waits to be stored.
struct EndedPoll {
    let feed: FeedRecord
    let verdict: PollVerdict
    /// The room that its document takes.
    let place: DocumentRoom.Place?
    /// What a person asked for of it.
    var wish: PollWish?
    /// What was stored of a very large document so far.
    var former: PollReceipt?
}
