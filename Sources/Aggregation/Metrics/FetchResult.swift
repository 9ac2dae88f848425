internal import Politeness
internal import Values

/// How a fetch ended, in the few kinds that a monitor tells apart.
enum FetchResult: Int, CaseIterable, Sendable {
    /// The server answered with a document that could be read.
    case ok
    case notModified
    /// The server answered with a document that is no feed.
    case unreadable
    /// The server answered with another status.
    case httpError
    /// No connection came about that can be trusted, or the network wants a login.
    case unreachable
    /// The connection came about and no answer that could be taken.
    case failed
    /// This machine lacks what a fetch takes.
    case local
    /// The daemon did not ask: a refused address, a missing secret.
    case refused
    /// The daemon did not ask where a redirect led: that host wants to be left alone, or others are asked.
    case held

    /// As a monitor names it.
    var name: String {
        switch self {
        case .ok: "ok"
        case .notModified: "not_modified"
        case .unreadable: "unreadable"
        case .httpError: "http_error"
        case .unreachable: "unreachable"
        case .failed: "failed"
        case .local: "local"
        case .refused: "refused"
        case .held: "held"
        }
    }

    init(_ finding: FeedVisit.Finding) {
        self =
            switch finding {
            case .answer(_, .parsed, _), .answer(_, .cutOff, _): .ok
            case .answer(_, .unreadable, _): .unreadable
            case .answer(let facts, .none, _):
                facts.status == HTTPStatus.notModified ? .notModified : .httpError
            case .failure(.unreachable): .unreachable
            case .failure(.silent), .failure(.failed), .failure(.broken): .failed
            case .failure(.local): .local
            case .failure(.refused), .failure(.unsecured), .failure(.misled): .refused
            case .held, .queued: .held
            }
    }
}

/// What the fetches of this run came to.
struct FetchCounts: Sendable, Equatable {
    private var counts = [Int](repeating: 0, count: FetchResult.allCases.count)
    /// Over the network, before decoding; what came of an answer that failed is not known.
    private(set) var bytesReceived: Int64 = 0

    subscript(result: FetchResult) -> Int { counts[result.rawValue] }

    mutating func add(_ finding: FeedVisit.Finding) {
        counts[FetchResult(finding).rawValue] += 1
        if case .answer(let facts, _, _) = finding { bytesReceived &+= facts.bytesReceived }
    }
}
