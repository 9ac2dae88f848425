internal import FeedParsing
internal import Politeness
internal import Storage
internal import Values

/// What stands at an address.
enum FoundDocument {
    case feed(FoundFeed)
    /// A page, the feeds that it names, and where else feeds are often found.
    case page(feeds: [DiscoveredFeed], guesses: [String])
    /// Neither, or no answer.
    case nothing(UnreadFeed)

    init(_ answer: ProbeAnswer, at address: String, now: Timestamp) {
        guard case .answer(let facts) = answer.outcome, facts.bringsDocument else {
            self = .nothing(UnreadFeed(answer, now: now))
            return
        }
        do throws(ParseError) {
            let document = try FeedParser(limits: .holding(documentBytes: answer.body.count)).parse(
                answer.body, url: facts.url, contentType: answer.contentType)
            self = .feed(FoundFeed(address: address, facts: facts, document: document))
        } catch {
            guard case .notAFeed(.html) = error else {
                self = .nothing(UnreadFeed(answer, .unreadable("\(error)"), now: now))
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
        return FirstVisit(pacing: pacing, now: now).after(facts, reading).state
    }
}

/// An address that was asked, and of which nothing was read.
struct UnreadFeed {
    /// Why, for a person.
    let reason: String
    private let answer: ProbeAnswer
    private let reading: DocumentOutcome

    /// `reading`: what became of the document that came, if one did.
    init(_ answer: ProbeAnswer, _ reading: DocumentOutcome = .none, now: Timestamp) {
        self.answer = answer
        self.reading = reading
        reason =
            switch answer.outcome {
            case .failure(let failure): failure.reason
            case .held(_, let reason): reason
            case .answer(let facts):
                if case .unreadable(let fault, _) = reading {
                    fault
                } else {
                    FirstVisit(now: now).after(facts, reading).state.lastError
                        ?? "the server answered \(facts.status)"
                }
            }
    }

    /// What is known of the feed after this as its first poll, and which hosts want to be left alone. Nil
    /// where it was not asked, nor a redirect on the way to it that asked to wait. `interval` is that of
    /// feeds.yml.
    func firstPoll(interval: Int64?, now: Timestamp) -> (state: PollState, pauses: [HostPause])? {
        var pacing = FeedPacing()
        pacing.interval = interval
        let visit = FirstVisit(pacing: pacing, now: now)
        var outcome: PollPolicy.Outcome
        var isAsked = true
        switch answer.outcome {
        case .answer(let facts): outcome = visit.after(facts, reading)
        case .held(let until, _):
            guard let host = answer.host else { return nil }
            outcome = visit.after(HostPause(host: host, until: until))
            isAsked = false
        case .failure(let failure):
            outcome = visit.after(failure)
            isAsked = failure.isOfServer
        }
        visit.heed(answer.redirectRetryAfter, in: &outcome.state)
        guard isAsked || outcome.state.manners.heldUntil != nil else { return nil }
        var pauses: [HostPause] = []
        if let host = answer.host, let until = outcome.hostPause {
            pauses = [HostPause(host: host, until: until)]
        }
        return (outcome.state, pauses)
    }
}

/// What the first poll of a feed comes to, made before it is followed.
private struct FirstVisit {
    private let before: PollState
    private let pacing: FeedPacing
    private let now: Timestamp
    private let jitter = Double.random(in: 0..<1)

    init(pacing: FeedPacing = FeedPacing(), now: Timestamp) {
        var before = PollState(due: now)
        before.pacing = pacing
        before.pacing.interval = nil
        (self.before, self.pacing, self.now) = (before, pacing, now)
    }

    func after(_ facts: ResponseFacts, _ reading: DocumentOutcome) -> PollPolicy.Outcome {
        counted(
            PollPolicy.afterResponse(
                facts, document: reading, state: before, pacing: pacing, now: now, jitter: jitter),
            facts)
    }

    func after(_ failure: PollFailure) -> PollPolicy.Outcome {
        let outcome = PollPolicy.afterFailure(
            failure, state: before, pacing: pacing, now: now, jitter: jitter)
        return failure.isOfServer ? counted(outcome, nil) : outcome
    }

    /// After a redirect to a host that is left alone.
    func after(_ pause: HostPause) -> PollPolicy.Outcome {
        counted(
            PollPolicy.afterHold(pause, state: before, pacing: pacing, now: now, jitter: jitter),
            nil)
    }

    func heed(_ redirectRetryAfter: [String], in state: inout PollState) {
        PollPolicy.heed(redirects: redirectRetryAfter, in: &state, now: now, jitter: jitter)
    }

    private func counted(
        _ outcome: PollPolicy.Outcome, _ facts: ResponseFacts?
    ) -> PollPolicy.Outcome {
        var outcome = outcome
        outcome.state.manners.count(facts, before: before, start: now, now: now)
        return outcome
    }
}
