internal import Platform
internal import Politeness
internal import Storage
internal import Terminal
internal import Values

/// How things are, in one screen.
struct StatusPage {
    /// Nil where the database cannot be read.
    let status: StoreStatus?
    /// Feeds that fail: those at least that are named here.
    let feeds: [FeedID: FeedListing]
    let daemon: DaemonPresence
    /// The file system of the database.
    let volume: Volume?
    let trouble: StatusTrouble?
    let now: Timestamp
    /// The columns of the terminal, into which the text is broken; nil in a pipe.
    let columns: Int?

    private static let margin = 12
    /// So many feeds that fail are named.
    static let named = 5

    func text(style: Style) -> String {
        let rows = daemonRows + (status.map { self.rows($0) } ?? []) + troubleRows
        let room = columns.map { max(20, $0 - Self.margin) }
        return rows.map { name, warning, value in
            var lines = Wrapping.lines(PrintableText.line(warning + value), width: room)
            if value.isEmpty {
                lines = lines.map(style.warning)
            } else if let first = lines.first, first.hasPrefix(warning) {
                lines[0] = style.warning(warning) + first.dropFirst(warning.count)
            }
            let blanks = String(repeating: " ", count: Self.margin)
            return name + blanks.dropFirst(name.utf8.count)
                + lines.joined(separator: "\n" + blanks) + "\n"
        }.joined()
    }

    /// The warning is emphasised and stands before the value.
    private typealias Row = (name: String, warning: String, value: String)

    private var daemonRows: [Row] {
        let daemon: DaemonReport
        switch self.daemon {
        case .running(let report): daemon = report
        case .absent: return [("daemon", "not running", "")]
        case .replacing(let restore):
            let value = ", `tidings restore` is at work, process \(restore.processID)"
            return [("daemon", "not running", value)]
        case .hidden: return [("daemon", "cannot be told", " whether it runs")]
        }
        let version = daemon.version.map { ", version \($0)" } ?? ""
        var rows: [Row] = [
            (
                "daemon", "",
                "running since \(clock.timeAndSpan(daemon.since))\(version), "
                    + "process \(daemon.processID)"
            )
        ]
        if let fault = daemon.fault {
            rows.append(
                (
                    "store", "cannot be written",
                    " since \(clock.time(fault.since)), polling waits"
                ))
        }
        return rows
    }

    private func rows(_ status: StoreStatus) -> [Row] {
        var rows: [Row] = [
            ("feeds", "", feeds(status.feeds)),
            (
                "entries", "",
                "\(status.entries) (\(status.unclusteredEntries) not clustered yet); "
                    + Self.told(status.newEntries, "came")
            ),
            (
                "events", "",
                "\(status.clusters) (\(status.sharedClusters) of two publishers or more); "
                    + Self.told(status.newClusters, "began")
            ),
            (
                "polls", "",
                "last \(status.lastPoll.map(clock.span) ?? "none yet"), next \(next(status))"
            ),
            ("database", "", "\(status.path), \(Amount.bytes(status.bytes))" + free(status)),
        ]
        if let volume {
            rows.append(
                ("disk", "", "\(Amount.bytes(volume.free)) of \(Amount.bytes(volume.size)) free"))
        }
        let failing = Self.failing(status)
        let named = failing.prefix(Self.named).compactMap { feeds[$0.id] }
        for (place, feed) in named.enumerated() {
            rows.append(
                (
                    place == 0 ? "failing" : "", "",
                    "\(feed.url): \(feed.poll.lastError ?? "")"
                ))
        }
        let rest = failing.count - Self.named
        // It lists those that are gone, too.
        let gone = status.failing.count - failing.count
        if rest > 0 {
            let other = gone > 0 ? ", and \(gone) gone" : ""
            rows.append(("", "", "and \(rest) more\(other): `tidings feeds --failing`"))
        }
        return rows
    }

    private var clock: PageClock { PageClock(now: now, columns: columns) }

    /// No moment where nobody polls.
    private func next(_ status: StoreStatus) -> String {
        guard let due = status.nextDue else { return "none" }
        return daemon.isAbsent ? "once tidingsd runs" : clock.due(due)
    }

    /// Those that count as failing: what is gone for good is not.
    static func failing(_ status: StoreStatus) -> [FailingFeed] {
        status.failing.filter { $0.due != nil }
    }

    /// `25: 22 fresh, 1 late, 2 failing; 1 switched off`; what is none is not told.
    private func feeds(_ feeds: FeedTally) -> String {
        if feeds.all == 0 { return "none; `tidings add URL` follows one" }
        let states: [(Int, String)] = [
            (feeds.fresh, "fresh"), (feeds.new, "new"), (feeds.late, "late"),
            (feeds.failing, "failing"), (feeds.moved, "moved"), (feeds.gone, "gone"),
            (feeds.off, "switched off"),
        ]
        return "\(feeds.all): "
            + states.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    }

    /// `512 came in the last 24 h, 498 a day in the last 7 days`.
    private static func told(_ arrivals: Arrivals, _ verb: String) -> String {
        let day = "\(arrivals.lastDay) \(verb) in the last 24 h"
        guard let mean = arrivals.perDay else { return day }
        let days = Int(arrivals.days.rounded())
        let least = arrivals.isAtLeast ? "at least " : ""
        return "\(day), \(least)\(Int(mean.rounded())) a day in the last \(days) days"
    }

    /// Free pages that stay for what comes next are no news; what only VACUUM gives back is.
    private func free(_ status: StoreStatus) -> String {
        guard !status.shrinks, status.freeBytes > status.bytes / 10 else { return "" }
        return
            ", \(Amount.bytes(status.freeBytes)) of it free; to give them back stop tidingsd and run"
            + " sqlite3 \(status.path) 'PRAGMA auto_vacuum = INCREMENTAL; VACUUM'"
    }

    private var troubleRows: [Row] {
        guard let trouble else {
            // What fails stands right above.
            let isWell = status.map { Self.failing($0).isEmpty } ?? true
            let none = isWell ? "none" : "none that lasts: what fails is asked again by itself"
            return [("trouble", "", none)]
        }
        return [("trouble", trouble.text, ""), ("what to do", "", trouble.remedy)]
    }
}
