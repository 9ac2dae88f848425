internal import FeedParsing
internal import Politeness
internal import Storage
internal import Values

/// What stands at an address.
enum FoundDocument {
    case feed(FoundFeed)
    /// A page, the feeds that it names, and where else feeds are often found.
    case page(feeds: [DiscoveredFeed], guesses: [String])
    /// Neither, or no answer; why.
    case nothing(String)

    init(_ answer: ProbeAnswer, at address: String, now: Timestamp) {
        guard case .answer(let facts) = answer.outcome else {
            if case .failure(let failure) = answer.outcome {
                self = .nothing(failure.reason)
            } else {
                self = .nothing("no answer")
            }
            return
        }
        guard facts.bringsDocument else {
            let state = FoundFeed.state(facts, .none, pacing: FeedPacing(), now: now)
            self = .nothing(state.lastError ?? "the server answered \(facts.status)")
            return
        }
        do throws(ParseError) {
            let document = try FeedParser(limits: .holding(documentBytes: answer.body.count)).parse(
                answer.body, url: facts.url, contentType: answer.contentType,
                contentLocation: answer.contentLocation)
            self = .feed(FoundFeed(address: address, facts: facts, document: document))
        } catch {
            guard case .notAFeed(.html) = error else {
                self = .nothing("\(error)")
                return
            }
            let url = facts.url ?? address
            let feeds = FeedDiscovery.feeds(
                in: answer.body, url: url, contentType: answer.contentType)
            // Only what the person named themselves may be private: a page is not believed so far.
            let typed = WebURL(address)
            self = .page(
                feeds: feeds.filter { Self.isAllowed($0.url, beside: typed) },
                guesses: feeds.isEmpty ? FeedDiscovery.commonAddresses(for: url) : [])
        }
    }

    private static func isAllowed(_ address: String, beside typed: WebURL?) -> Bool {
        guard let url = WebURL(address), url.userInfo == nil else { return false }
        return !url.hasPrivateHost
            || (url.host == typed?.host && url.effectivePort == typed?.effectivePort)
    }
}

/// A feed that was fetched and is not followed yet.
struct FoundFeed {
    /// Where it is to be asked from now on: where the address that was asked leads to for good.
    let address: String
    private let facts: ResponseFacts
    let document: ParsedFeed

    init(address: String, facts: ResponseFacts, document: ParsedFeed) {
        self.address = facts.permanentTarget ?? address
        var facts = facts
        facts.permanentTarget = nil
        self.facts = facts
        self.document = document
    }

    /// When the newest of its entries was published, of the dates that the store would believe at `now`.
    func newest(at now: Timestamp) -> Timestamp? {
        document.entries.compactMap {
            EntryTime.believed($0.published ?? $0.updated, seen: now)
        }.max()
    }

    /// What is known of the feed after this as its first poll. `interval` is that of feeds.yml.
    func state(interval: Int64?, now: Timestamp) -> PollState {
        var pacing = FeedPacing(document, at: now)
        pacing.interval = interval
        let reading = document.ending == .whole ? DocumentOutcome.parsed : .cutOff
        return Self.state(facts, reading, pacing: pacing, now: now)
    }

    fileprivate static func state(
        _ facts: ResponseFacts, _ reading: DocumentOutcome, pacing: FeedPacing, now: Timestamp
    ) -> PollState {
        let before = PollState(due: now)
        var state = before
        state.pacing = pacing
        state.pacing.interval = nil
        var outcome = PollPolicy().afterResponse(
            facts, document: reading, state: state, pacing: pacing, now: now,
            jitter: .random(in: 0..<1))
        outcome.state.manners.count(facts, before: before, start: now, now: now)
        return outcome.state
    }
}
