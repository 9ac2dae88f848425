/// What fetches feeds: the network in the daemon, a table of answers in a test or a simulation.
public protocol FeedFetching: Sendable {
    /// Answers with the last response of the chain of redirects, whatever its status.
    ///
    /// Cancelling the task ends the transfer at once with `FetchError.cancelled`.
    func fetch(_ request: FetchRequest) async throws(FetchError) -> FetchResponse

    /// Back when whatever the fetcher does its work on has answered: at once, unless it stalls.
    func turn() async
}

extension FeedFetching {
    /// For fetchers that work on their callers' tasks.
    public func turn() async {}
}
