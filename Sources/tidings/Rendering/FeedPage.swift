internal import Politeness
internal import Storage
internal import Terminal
internal import Values

/// A feed as a page of text: a line for each thing that is known of it.
struct FeedPage {
    let feed: FeedListing
    /// Until when its server is left alone, as it asked through this feed or another of it.
    var hostHeldUntil: Timestamp?
    let now: Timestamp
    /// The columns of the terminal, into which the text is broken; nil in a pipe.
    let columns: Int?

    private static let margin = 14

    func text(style: Style) -> String {
        let title = style.bold(PrintableText.line(feed.title ?? feed.url))
        return title + "\n" + rows.map(block).joined()
    }

    /// What stands before each line and on it; nil values are left out.
    var rows: [(name: String, value: String)] {
        let all: [(String, String?)] = [
            ("number", "\(feed.id)"),
            ("address", feed.url),
            ("site", feed.siteLink),
            ("publisher", feed.publisher),
            ("tags", feed.tags.isEmpty ? nil : feed.tags.joined(separator: ", ")),
            ("entries", entries),
            ("state", Self.state(of: feed.overview, now: now)),
            ("last poll", lastPoll),
            ("last good", lastGood),
            ("next poll", nextPoll),
            ("its server", hostHeldUntil.map { "is left alone until \(told($0))" }),
            ("trouble", feed.poll.lastError),
            ("what to do", FeedRemedy.text(for: feed, clock)),
            ("validators", validators),
            ("asks for", pacing),
            ("publishes", rate),
            ("may miss", losses),
            ("traffic", traffic),
            ("intervals", intervals),
            ("moved", moved),
        ]
        return all.compactMap { name, value in value.map { (name, $0) } }
            + feed.notes.map { ("note", $0) }
    }

    /// A word or two on how polling goes.
    static func state(of feed: FeedOverview, now: Timestamp) -> String {
        let health = feed.health(now: now)
        // None are counted of polls that a person asked for.
        let isCounted = health == .failing && feed.failures > 0
        return isCounted ? "\(word(for: health)) (\(feed.failures))" : word(for: health)
    }

    /// The same in one word, for scripts too.
    static func word(for health: FeedHealth) -> String {
        health == .fresh ? "ok" : health.rawValue
    }

    private var entries: String {
        let count = "\(feed.entryCount)"
        return feed.newestEntry.map { "\(count), the newest of \(told($0))" } ?? count
    }

    private var lastPoll: String {
        guard let time = feed.poll.lastPolled else { return "never" }
        let answer =
            switch feed.poll.lastStatus {
            case HTTPStatus.notModified?: "304, not modified"
            case let status?: "\(status)"
            case nil: "no answer"
            }
        return "\(told(time)): \(answer)"
    }

    /// Told where the last poll was none.
    private var lastGood: String? {
        guard feed.poll.failures > 0 || feed.poll.lastError != nil else { return nil }
        let last = feed.poll.lastSuccess.map(told) ?? "never"
        guard feed.poll.failures > 0 else { return last }
        return "\(last); \(Output.count(feed.poll.failures, "failure")) since"
    }

    private var nextPoll: String {
        guard feed.isSubscribed, feed.isEnabled else { return "none" }
        guard let due = feed.poll.due else { return "none: \(feed.poll.dueReason)" }
        let moment = clock.isPiped ? clock.time(due) : "\(clock.due(due)), \(clock.time(due))"
        return "\(moment): \(feed.poll.dueReason)"
    }

    private var validators: String? {
        let validators = feed.poll.validators
        guard feed.poll.lastSuccess != nil else { return nil }
        let parts = [
            validators.eTag.map { "ETag \(String(decoding: $0, as: UTF8.self))" },
            validators.lastModified.map {
                "Last-Modified \(String(decoding: $0, as: UTF8.self))"
            },
        ].compactMap { $0 }
        return parts.isEmpty
            ? "none: the whole document comes with each poll" : parts.joined(separator: ", ")
    }

    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]

    /// The pace that its document states.
    private var pacing: String? {
        let pacing = feed.poll.pacing
        let hours = pacing.skipHours.sorted().map { "\($0)" }.joined(separator: " ")
        let days = pacing.skipDays.sorted().filter(Self.days.indices.contains)
            .map { Self.days[$0] }.joined(separator: " ")
        let parts = [
            pacing.ttl.map { "ttl \(SpanText.rough($0))" },
            pacing.updatePeriod.map { "sy:updatePeriod \(SpanText.rough($0))" },
            hours.isEmpty ? nil : "no polls in the hours \(hours) (UTC)",
            days.isEmpty ? nil : "no polls on \(days) (UTC)",
            pacing.isFinished ? "it says that it has ended" : nil,
        ].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }

    private var rate: String? {
        feed.poll.pacing.usualGap(now: now).map { gap in
            let pace =
                gap == 0
                ? "several entries at once" : "an entry every \(SpanText.rough(gap)), mostly"
            let silence = feed.poll.pacing.silence(now: now)
            return silence.map { "\(pace), but nothing for \(SpanText.rough($0))" } ?? pace
        }
    }

    /// Told where the next poll comes later than the newest entries take to be replaced: what they cost
    /// and what the next poll waits for are both true, and which of them counts is the reader's choice.
    private var losses: String? {
        guard let due = feed.poll.due, let last = feed.poll.lastPolled, feed.poll.failures == 0,
            let renewal = feed.poll.pacing.renewal(now: last)
        else { return nil }
        let wait = due.seconds(since: last)
        guard wait > renewal else { return nil }
        let count = feed.poll.pacing.publications.count { $0 <= last }
        let told =
            "entries: the newest \(count) came within \(SpanText.rough(renewal)), and by the rule of "
            + "the next poll \(SpanText.rough(wait)) pass between two polls; "
        if feed.poll.waitsAsAsked {
            return told + "its server asks for that, and no interval is shorter"
        }
        // No public feed is asked more often than every five minutes.
        let shorter = max(renewal / 2, 300)
        guard shorter < wait else { return nil }
        return told
            + "`tidings feeds set \(feed.id) --interval \(SpanText.rough(shorter))` asks more often"
    }

    private var traffic: String {
        let poll = feed.poll
        guard poll.polls > 0 else { return "none yet" }
        return "\(Output.count(poll.polls, "poll")), "
            + "\(Amount.percent(poll.notModified, of: poll.polls)) not modified, "
            + "\(Amount.bytes(poll.bytesReceived)) received"
    }

    private var intervals: String? {
        let manners = feed.poll.manners
        guard let mean = manners.meanInterval, let shortest = manners.shortestInterval else {
            return nil
        }
        return "\(SpanText.rough(mean)) on average, \(SpanText.rough(shortest)) the shortest"
    }

    private var moved: String? {
        guard let moved = feed.poll.moved else { return nil }
        let seen =
            "to \(moved.url), seen \(Output.count(moved.sightings, "time")) since "
            + clock.time(moved.firstSeen)
        return moved.isSettled
            ? "\(seen), for good; `tidings feeds adopt \(feed.id)` writes it into feeds.yml"
            : "\(seen); taken for good after \(Self.settling)"
    }

    /// What makes a move one for good: `3 times in 2 days`.
    static var settling: String {
        "\(Output.count(PollState.Move.leastSightings, "time")) in "
            + SpanText.rough(PollState.Move.leastSpan)
    }

    private var clock: PageClock { PageClock(now: now, columns: columns) }

    private func told(_ time: Timestamp) -> String { clock.timeAndSpan(time) }

    private func block(_ name: String, _ value: String) -> String {
        let room = columns.map { max(20, $0 - Self.margin) }
        let lines = Wrapping.lines(PrintableText.line(value), width: room)
        let blanks = String(repeating: " ", count: Self.margin)
        let head = "  " + name + String(repeating: " ", count: Self.margin - 2 - name.utf8.count)
        return lines.enumerated().map { place, line in
            (place == 0 ? head : blanks) + line + "\n"
        }.joined()
    }
}
