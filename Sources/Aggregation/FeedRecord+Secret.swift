internal import Politeness
internal import Storage
internal import Subscriptions
internal import Values

extension FeedRecord {
    /// The feed, due where it was refused for its credential and the file of that has changed since.
    func retried(with credentials: CredentialStore, now: Timestamp) -> FeedRecord {
        guard let name = subscription.credential, let asked = poll.credentialRefused,
            let changed = credentials.changed(secret: name), changed >= asked
        else { return self }
        var state = poll
        state.retryAsMended(at: now, "its secret was changed")
        return with(state)
    }
}
