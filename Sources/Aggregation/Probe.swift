public import Fetching
public import Politeness
public import Subscriptions

/// One fetch of an address that is not followed yet, with all the limits of a poll.
public enum Probe {
    /// Fetches as the first poll of `subscription` would. Throws for a credential that is not there.
    public static func fetch(
        _ subscription: Subscription, _ fetcher: any FeedFetching, credentials: CredentialStore
    ) async throws(SubscriptionError) -> ProbeAnswer {
        let request = try FetchRequest(for: subscription, credentials: credentials)
        do throws(FetchError) {
            let response = try await fetcher.fetch(request)
            return ProbeAnswer(
                .answer(response.facts), contentType: response.contentType,
                contentLocation: response.contentLocation, body: try response.document())
        } catch {
            return ProbeAnswer(.failure(error.pollFailure ?? .failed("\(error)")))
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
