internal import CommandLineInterface
internal import Storage

/// What is said in place of a list that has nothing in it: why, and what to do next.
enum EmptyList {
    /// - Parameters:
    ///   - thing: what is listed: `event`, `entry`.
    ///   - isFiltered: whether others of it may be there.
    ///   - limit: how many were asked for; nil: all.
    static func tell(
        _ thing: String, isFiltered: Bool, limit: Int?, _ store: StoreSession,
        _ locations: LocationOptions
    ) throws(StoreError) {
        if limit == 0 {
            Output.note("-n 0 asks for no \(thing)")
            return
        }
        let status = try store.status()
        Output.note(
            reason(thing, isFiltered: isFiltered, status, isRunning: !locations.daemon.isAbsent))
    }

    /// That no feed and no entry is in these languages: they may be written as their names.
    ///
    /// - Parameter filter: how the command asks for one: `lang:`, `--lang `.
    static func tell(unspoken languages: [String], by filter: String) {
        for language in languages {
            Output.note(
                "no feed or entry fits \(filter)\(language); languages are written as their codes, as "
                    + "\(filter)de or \(filter)pt-BR")
        }
    }

    /// How to see which tags there are: the table of feeds has no room for them.
    static let tags = "`tidings feeds --format '{tags}\\t{title}'` lists those of all"

    /// That no feed has these tags, of which a list is empty.
    static func tell(
        unused tags: [String], _ store: StoreSession
    ) throws(StoreError) {
        if tags.isEmpty { return }
        let used = Set(try store.feeds().flatMap(\.tags).map { $0.lowercased() })
        for tag in tags where !used.contains(tag.lowercased()) {
            Output.note("no feed fits --tag \(tag); \(Self.tags)")
        }
    }

    static func reason(
        _ thing: String, isFiltered: Bool, _ status: StoreStatus, isRunning: Bool
    ) -> String {
        let count = thing == "event" ? status.clusters : status.entries
        let things = thing == "event" ? "events" : "entries"
        if isFiltered, count > 0 {
            return
                "no \(thing) matches; without its filters the list has \(Output.count(count, thing, things))"
        }
        if status.feeds.all == 0 {
            return "no \(thing) yet: no feed is followed; `tidings add URL`"
        }
        let start = isRunning ? "" : "; start tidingsd"
        if status.unclusteredEntries > 0, thing == "event" {
            let waiting = Output.count(status.unclusteredEntries, "entry waits", "entries wait")
            return "no event yet: \(waiting) to be clustered\(start)"
        }
        if status.lastPoll == nil { return "no \(thing) yet: no feed was polled yet\(start)" }
        return "no \(thing) yet; `tidings status` tells how polling goes\(start)"
    }
}
