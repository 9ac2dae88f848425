public import Fetching
public import Politeness
internal import Storage
public import Subscriptions
internal import Values

/// One fetch of an address that is not followed yet, with all the limits of a poll.
public enum Probe {
    /// Fetches as the first poll of `subscription` would, and leaves hosts alone that have `pauses`. Throws for
    /// a credential that is not there.
    public static func fetch(
        _ subscription: Subscription, _ fetcher: any FeedFetching, credentials: CredentialStore,
        pauses: [HostPause] = []
    ) async throws(SubscriptionError) -> ProbeAnswer {
        var request = try FetchRequest(for: subscription, credentials: credentials)
        let host = Schedule.Host(url: request.url, permit: request.permit)
        let pause = { @Sendable (host: Schedule.Host?) in pauses.first { $0.host == host } }
        if let pause = pause(host) {
            return ProbeAnswer(
                .held(
                    until: pause.until,
                    reason: "\(pause.host.name) asked to be left alone until \(pause.until.rfc3339)"
                ))
        }
        request.admission = { host in
            pause(host).map { .paused(until: $0.until) } ?? .open
        }
        do throws(FetchError) {
            let response = try await fetcher.fetch(request)
            var answer = ProbeAnswer(
                .answer(response.facts), contentType: response.contentType,
                body: try response.document())
            answer.host = Schedule.Host(url: response.url, permit: request.permit) ?? host
            return answer
        } catch {
            var answer = ProbeAnswer(.failure(error.pollFailure ?? .failed("\(error)")))
            if case .hostPaused(let pause) = error.cause {
                answer.outcome = .held(until: pause.until, reason: "\(error)")
                answer.host = pause.host
            }
            answer.redirectRetryAfter = error.redirectRetryAfter
            return answer
        }
    }
}

extension Probe {
    /// The pauses that hosts asked for, as the database in `folder` has them. Where it is there and cannot be
    /// read `log` is told that a host may be asked too soon.
    public static func pauses(in folder: String, _ log: Log) -> [HostPause] {
        do throws(StoreError) {
            return try StoreSession(folder: folder).hostPauses()
        } catch {
            // Without a database no host has asked for anything.
            if error.kind != .noDatabase {
                log.warning(
                    .pausesUnknown,
                    "whether the host asked to be left alone cannot be told: \(error)")
            }
            return []
        }
    }
}

extension FetchRequest {
    /// The request for a feed of which nothing is known yet.
    init(
        for subscription: Subscription, credentials: CredentialStore
    ) throws(SubscriptionError) {
        self.init(url: subscription.url)
        headers = subscription.headers.map { (name: $0.name, value: $0.value) }
        permit = subscription.allowPrivate
        contact = subscription.contact
        proxy = subscription.proxy
        if let limit = subscription.sizeLimit { limits.decodedBytes = limit }
        if let timeout = subscription.timeout {
            limits.total = timeout
            // The wait for the first byte counts as slowness: who gives a server more time in all gives
            // it more of that, too.
            limits.slowSeconds = max(limits.slowSeconds, timeout / 2)
        }
        if let name = subscription.credential {
            basicAuth = BasicCredential(try credentials.secret(named: name).bytes)
        }
    }
}
