internal import Platform
internal import Values

/// How times are told to a person: by the clock on their wall.
enum Moment {
    /// `18 Mar 06:12`, with the year when it is not `now`'s.
    static func short(_ time: Timestamp, now: Timestamp) -> String {
        let local = LocalTime(secondsSinceEpoch: time.seconds)
        return "\(day(local, now: now)) \(local.clock)"
    }

    /// `18 Mar`, with the year when it is not `now`'s.
    private static func day(_ local: LocalTime, now: Timestamp) -> String {
        let isThisYear = local.year == LocalTime(secondsSinceEpoch: now.seconds).year
        let year = isThisYear ? "" : " \(local.year)"
        return "\(local.day) \(MonthNames.abbreviations[local.month - 1])\(year)"
    }

    /// `in 12 min`, `3 h ago`, `now`.
    static func relative(_ time: Timestamp, now: Timestamp) -> String {
        let seconds = time.seconds(since: now)
        if seconds == 0 { return "now" }
        return seconds < 0 ? "\(amount(seconds)) ago" : "in \(amount(seconds))"
    }

    /// To the nearest: an hour and 59 minutes are two hours.
    private static func amount(_ seconds: Int64) -> String {
        let span = seconds.magnitude
        let (minutes, hours, days) = (
            (span + 30) / 60, (span + 1_800) / 3_600, (span + 43_200) / 86_400
        )
        if span < 60 { return "\(span) s" }
        if minutes < 60 { return "\(minutes) min" }
        if hours < 48 { return "\(hours) h" }
        return "\(days) days"
    }

    /// How old something is, for a narrow column: `3 h`, `2 days`, and from two weeks on its day,
    /// `18 Mar`, which tells more.
    static func age(_ time: Timestamp, now: Timestamp) -> String {
        let seconds = now.seconds(since: time)
        if seconds < 1 { return "now" }
        if seconds < 14 * 86_400 { return amount(seconds) }
        return day(LocalTime(secondsSinceEpoch: time.seconds), now: now)
    }

    /// When something is to be done: `in 12 min`, or `due` from its moment on.
    static func due(_ time: Timestamp, now: Timestamp) -> String {
        time <= now ? "due" : relative(time, now: now)
    }
}
