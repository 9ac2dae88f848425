internal import Politeness

/// How a fetch ended, in the few kinds that a monitor tells apart.
enum FetchResult: String, CaseIterable, Sendable {
    /// The server answered with a document that could be read.
    case ok
    case notModified = "not_modified"
    /// The server answered with a document that is no feed.
    case unreadable
    /// The server answered with another status.
    case httpError = "http_error"
    /// No connection came about.
    case unreachable
    /// The connection came about and no answer that could be taken.
    case failed
    /// The daemon did not ask: a refused address, a missing secret.
    case refused
    /// The daemon did not ask where a redirect led: that host wants to be left alone.
    case held

    init(_ finding: FeedVisit.Finding) {
        self =
            switch finding {
            case .answer(_, .parsed, _): .ok
            case .answer(_, .unreadable, _): .unreadable
            case .answer(let facts, .none, _): facts.status == 304 ? .notModified : .httpError
            case .failure(.unreachable): .unreachable
            case .failure(.failed): .failed
            case .failure(.refused): .refused
            case .held: .held
            }
    }
}

/// What the fetches of this run came to.
struct FetchCounts: Sendable, Equatable {
    private(set) var results: [FetchResult: Int] = [:]
    /// Over the network, before decoding; what came of an answer that failed is not known.
    private(set) var bytesReceived: Int64 = 0

    mutating func add(_ finding: FeedVisit.Finding) {
        results[FetchResult(finding), default: 0] += 1
        if case .answer(let facts, _, _) = finding { bytesReceived &+= facts.bytesReceived }
    }
}
