internal import Terminal
internal import Values

/// How a page tells times: by the clock on the wall, or as a span from now, for the person at a terminal;
/// complete, in UTC (RFC 3339), in a pipe or a file, which others read at other times and places.
struct PageClock {
    let now: Timestamp
    let isPiped: Bool

    init(now: Timestamp, isPiped: Bool) {
        self.now = now
        self.isPiped = isPiped
    }

    /// - Parameter columns: of the terminal that the page is for; nil: it is for a pipe.
    init(now: Timestamp, columns: Int?) {
        self.init(now: now, isPiped: columns == nil)
    }

    /// For words on standard error.
    static var error: PageClock {
        PageClock(now: WallClock.system.now, isPiped: !StandardStream.error.isTerminal)
    }

    /// `18 Mar 06:12`.
    func time(_ time: Timestamp) -> String { shown(time, Moment.short) }

    /// `3 h ago`.
    func span(_ time: Timestamp) -> String { shown(time, Moment.relative) }

    /// When something is to be done: `in 12 min`, or `due`.
    func due(_ time: Timestamp) -> String { shown(time, Moment.due) }

    /// `18 Mar 06:12 (3 h ago)`.
    func timeAndSpan(_ time: Timestamp) -> String {
        shown(time) { "\(Moment.short($0, now: $1)) (\(Moment.relative($0, now: $1)))" }
    }

    private func shown(
        _ time: Timestamp, _ telling: (_ time: Timestamp, _ now: Timestamp) -> String
    ) -> String {
        isPiped ? time.rfc3339 : telling(time, now)
    }
}
