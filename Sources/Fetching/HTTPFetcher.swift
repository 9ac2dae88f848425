/// Fetches feeds over HTTP with libcurl, on a thread of its own.
public final class HTTPFetcher: FeedFetching {
    /// `userAgent` names the program, its version and where its makers are reached. At most `width`
    /// transfers run at once, `perHost` of them on one host; more of them wait their turn.
    public init(userAgent: String, width: Int = 100, perHost: Int = 8) {}

    public func fetch(_ request: FetchRequest) async throws(FetchError) -> FetchResponse {
        throw .cancelled
    }

    /// Ends what is under way with `FetchError.cancelled` and waits for the thread.
    public func stop() async {}
}
