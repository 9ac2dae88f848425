import FeedParsing
import Fetching
import Platform
import Politeness
import Storage
import Subscriptions
import Values

@testable import Aggregation

/// Answers by table instead of over the network, and keeps what it was asked.
final class FakeFetcher: FeedFetching {
    private let answers = Locked<[String: @Sendable (FetchRequest) -> Answer]>([:])
    private let asked = Locked<[FetchRequest]>([])
    /// What happens while a request is under way.
    private let meanwhile = Locked<@Sendable (FetchRequest) async -> Void>({ _ in })
    private let leads = Locked<[String: String]>([:])
    /// How often each address was asked that a redirect leads to.
    let reached = Locked<[String: Int]>([:])

    enum Answer: Sendable {
        case response(FetchResponse)
        case failure(FetchError)
    }

    /// The requests so far, in the order of their arrival.
    var requests: [FetchRequest] { asked.withLock { $0 } }

    func answer(_ url: String, _ body: @escaping @Sendable (FetchRequest) -> Answer) {
        answers.withLock { $0[url] = body }
    }

    /// A feed with `items` at `url`, answered with 304 when it is unchanged.
    func serve(_ url: String, items: [String], site: String? = nil) {
        let link = site ?? url
        let text =
            "<rss version=\"2.0\"><channel><title>\(url)</title><link>\(link)</link>"
            + items.map { "<item><guid>\($0)</guid><title>\($0)</title></item>" }.joined()
            + "</channel></rss>"
        let tag = Array("\"\(text.utf8.count)\"".utf8)
        answer(url) { request in
            let isKnown = request.validators.eTag == tag
            var response = FetchResponse(status: isKnown ? 304 : 200, url: url)
            response.wasConditional = !request.validators.isEmpty
            response.validators.eTag = tag
            if !isKnown { response.body = .memory(Array(text.utf8)) }
            return .response(response)
        }
    }

    func meanwhile(_ body: @escaping @Sendable (FetchRequest) async -> Void) {
        meanwhile.withLock { $0 = body }
    }

    /// Has `url` redirect to `target`, which answers for it.
    func lead(_ url: String, to target: String) {
        leads.withLock { $0[url] = target }
    }

    func fetch(_ request: FetchRequest) async throws(FetchError) -> FetchResponse {
        asked.withLock { $0.append(request) }
        await meanwhile.withLock { $0 }(request)
        if let target = leads.withLock({ $0[request.url] }),
            let host = Schedule.Host(url: target, permit: .publicOnly)
        {
            switch await request.admission?(host) {
            case .paused(let until): throw .hostPaused(HostPause(host: host, until: until))
            case .busy(let until): throw .hostBusy(HostPause(host: host, until: until))
            case .open, nil: reached.withLock { $0[target, default: 0] += 1 }
            }
        }
        let body = answers.withLock { $0[request.url] }
        switch body?(request) {
        case .response(let response): return response
        case .failure(let error): throw error
        case nil: throw .resolve(host: request.url)
        }
    }
}

extension ParsedFeed {
    /// A document of one entry, whose guid is its title where none is given.
    static func telling(
        _ title: String, _ text: String, guid: String? = nil, at time: Timestamp
    ) -> ParsedFeed {
        var document = ParsedFeed()
        document.format = .rss20
        var entry = ParsedEntry()
        (entry.id, entry.title, entry.text, entry.summary) = (guid ?? title, title, text, text)
        entry.published = time
        document.entries = [entry]
        return document
    }
}
