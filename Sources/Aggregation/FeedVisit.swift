internal import FeedParsing
internal import Fetching
internal import Politeness
internal import Storage
internal import Subscriptions
internal import Values

/// Asks for one feed and reads what comes; what that means for the feed is for others to say.
struct FeedVisit: Sendable {
    let fetcher: any FeedFetching
    let parser: FeedParser
    let credentials: CredentialStore
    let clock: WallClock
    /// The time that documents took to be read.
    var parsingTime = WorkTime()

    /// What a visit found.
    enum Finding: Sendable {
        /// The server answered; `document` is there when the answer brought one that could be read.
        case answer(ResponseFacts, DocumentOutcome, document: ParsedFeed?)
        /// No answer came.
        case failure(PollFailure)
        /// A redirect led to a host that asked to be left alone, and it was.
        case held(HostPause)
    }

    /// Visits `feed`; nil when it was cancelled, after which nothing is known anew. With `isWhole` the
    /// document is asked for whether it has changed or not, since a person insists, who stands above
    /// the `pauses` of hosts that redirects may lead to.
    ///
    /// Runs on the cooperative pool, so that reading one document holds up no actor.
    @concurrent func visit(
        _ feed: FeedRecord, isWhole: Bool, pauses: [Schedule.Host: Timestamp] = [:]
    ) async -> Finding? {
        var request: FetchRequest
        do throws(SubscriptionError) {
            request = try self.request(for: feed)
            if isWhole {
                request.validators = Validators()
            } else {
                request.pauses = pauses
            }
        } catch {
            return .failure(.refused("\(error)"))
        }
        do throws(FetchError) {
            return read(try await fetcher.fetch(request))
        } catch {
            if case .hostPaused(let pause) = error { return .held(pause) }
            return error.pollFailure.map { .failure($0) }
        }
    }

    private func request(for feed: FeedRecord) throws(SubscriptionError) -> FetchRequest {
        let subscription = feed.subscription
        var request = try FetchRequest(for: subscription, credentials: credentials)
        let address = feed.poll.address(of: subscription.url, now: clock.now)
        if address != subscription.url { request.startURL = address }
        request.validators = feed.poll.conditions
        return request
    }

    private func read(_ response: FetchResponse) -> Finding {
        let facts = response.facts
        guard facts.bringsDocument else { return .answer(facts, .none, document: nil) }
        do throws(ParseError) {
            var document = try parsingTime.timed { () throws(ParseError) in
                try parser.parse(
                    response.body, url: response.url, contentType: response.contentType,
                    contentLocation: response.contentLocation)
            }
            guard document.ending != .whole else {
                return .answer(facts, .parsed, document: document)
            }
            document.dropHalfEntry()
            return .answer(facts, .cutOff, document: document)
        } catch {
            return .answer(facts, .unreadable("\(error)"), document: nil)
        }
    }
}
