internal import Politeness
internal import Storage
internal import Subscriptions
internal import Values

extension FeedRecord {
    /// Seconds after such an answer before which no start asks again: systemd puts the files of secrets
    /// there anew with each, and a service that is started again and again would knock with a wrong one.
    private static let startPause: Int64 = 3_600

    /// The feed, due where it was refused for its credential and the file of that has changed since.
    func retried(
        with credentials: CredentialStore, isStart: Bool, now: Timestamp
    ) -> FeedRecord {
        guard let name = subscription.credential, let asked = poll.credentialRefused,
            let changed = credentials.changed(secret: name), changed >= asked
        else { return self }
        // Where there was none to send nobody was asked.
        let isAsked = isStart && !poll.lacksSecret
        let next = isAsked ? max(now, asked.advanced(by: Self.startPause)) : now
        if isAsked, let due = poll.due, due <= next { return self }
        var state = poll
        state.retryAsMended(at: next, "its secret was changed")
        return with(state)
    }
}
