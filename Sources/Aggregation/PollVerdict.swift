internal import FeedParsing
internal import Fetching
internal import Politeness
internal import Storage
internal import Subscriptions
internal import Values

/// What a visit means for its feed and its host: what is to be stored.
struct PollVerdict {
    private(set) var result: PollResult

    /// `host` is the server that was asked and `start` when the visit began; `jitter` is a number in
    /// 0..<1; `outSince` since when it is our network that is down; `isAsked` whether a person asked for it.
    init(
        of visited: FeedVisit.Visited, on feed: FeedRecord, host: Schedule.Host,
        start: Timestamp, now: Timestamp, jitter: Double, outSince: Timestamp?,
        isAsked: Bool = false
    ) {
        var outcome: PollPolicy.Outcome
        var document: ParsedFeed?
        var answer: ResponseFacts?
        // Whether its server was; it may have given no answer.
        var isReached = true
        switch visited.finding {
        case .answer(let facts, .unreadable(let reason, _), _)
        where outSince != nil && feed.poll.failuresOfServer == 0:
            // In an outage of ours a page in place of a feed that was sound is the network's, which wants a login.
            outcome = PollPolicy.afterFailure(
                .unreachable(facts.told(reason)), state: feed.poll,
                pacing: feed.pacing(feed.poll.pacing), now: now,
                jitter: jitter, outSince: outSince)
            isReached = false
        case .answer(let facts, let reading, let read):
            document = read
            // Looked for first: to remove copies all that stay.
            if document?.entries.contains(where: \.saysNothing) == true {
                document?.entries.removeAll(where: \.saysNothing)
            }
            var pacing = feed.poll.pacing
            if let read, facts.status == HTTPStatus.imUsed || reading == .cutOff {
                pacing.add(FeedPacing(read, at: now))
            } else if let read {
                pacing = FeedPacing(read, at: now)
            }
            outcome = PollPolicy.afterResponse(
                facts, document: reading, state: feed.poll, pacing: feed.pacing(pacing), now: now,
                jitter: jitter)
            outcome.state.pacing = pacing
            answer = facts
        case .failure(let failure):
            outcome = PollPolicy.afterFailure(
                failure, state: feed.poll, pacing: feed.pacing(feed.poll.pacing), now: now,
                jitter: jitter, outSince: outSince)
            isReached = failure.isOfServer
        case .held(let pause):
            outcome = PollPolicy.afterHold(
                pause, state: feed.poll, pacing: feed.pacing(feed.poll.pacing), now: now,
                jitter: jitter)
        case .queued(let turn):
            outcome = PollPolicy.afterQueue(until: turn, state: feed.poll, now: now)
        }
        if isReached {
            outcome.state.manners.count(
                answer, before: feed.poll, start: start, now: now, isOwn: host.isLocal)
        }
        PollPolicy.heed(
            redirects: visited.redirectRetryAfter, in: &outcome.state, now: now, jitter: jitter)
        if isAsked {
            outcome.state = PollPolicy.afterAsked(outcome.state, before: feed.poll, now: now)
        }
        var result = PollResult(feed: feed.id, state: outcome.state, document: document)
        result.url = feed.subscription.url
        if let until = outcome.hostPause {
            // Behind a redirect it is another that asks to be left alone. One that leads to many
            // servers, such as a shortener of links, is not to blame for the limit of one: who is led
            // to that one finds out on the way (`FetchRequest.admission`).
            let answering =
                answer?.url.flatMap {
                    Schedule.Host(url: $0, permit: feed.subscription.allowPrivate)
                }
                ?? host
            result.hostPauses = [HostPause(host: answering, until: until)]
        }
        self.result = result
    }

    /// The same by a clock that was set back since, by `seconds`, which are fewer than 0.
    func moved(by seconds: Int64, to now: Timestamp) -> PollVerdict {
        var verdict = self
        verdict.result.state = result.state.moved(by: seconds, to: now)
        guard verdict.result.state != result.state else { return self }
        verdict.result.hostPauses = result.hostPauses.map {
            HostPause(host: $0.host, until: $0.until.advanced(by: seconds))
        }
        return verdict
    }

    /// What is to be stored behind steps that stored `former` of it.
    func result(behind former: PollReceipt?) -> PollResult {
        var result = result
        result.isStoredAtOnce = (former?.partialSteps ?? 0) >= PollResult.mostSteps
        return result
    }

    /// What is to be stored instead where the store refused the document or what else came of `feed`.
    func refused(_ reason: String, of feed: FeedRecord, now: Timestamp) -> PollResult {
        var refused = result
        refused.document = nil
        refused.state = PollPolicy.afterRefusal(
            reason, found: result.state, before: feed.poll, now: now)
        return refused
    }

    /// The feed's state after the poll that began as `record`, by what has been declared of it since:
    /// that was told the state before the poll, whose end would undo it. An interval counts at the next
    /// start by itself; what was mended is tried in this run alone.
    func state(
        of record: FeedRecord, declaredNow latest: FeedRecord?, now: Timestamp
    ) -> PollState {
        var state = result.state
        guard let latest = latest?.subscription else { return state }
        let former = record.subscription
        if latest.isAskedOtherwise(than: former) { state.retryAsMended(at: now) }
        if let interval = latest.interval, interval != former.interval {
            state.hasten(to: interval)
        }
        return state
    }
}

extension FeedRecord {
    /// What its document told last, under what its reader says.
    fileprivate func pacing(_ told: FeedPacing) -> FeedPacing {
        var pacing = told
        pacing.interval = subscription.interval
        return pacing
    }
}
