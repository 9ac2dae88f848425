internal import Platform

/// Days as they begin and end where the reader lives.
public struct LocalCalendar: Sendable {
    /// The date of a moment.
    let date: @Sendable (Timestamp) -> CivilDate
    /// The moment of a date and a second of the day by the clock on the wall; of two, where it is set back, the
    /// second one if that is asked for.
    let moment: @Sendable (_ date: CivilDate, _ second: Int, _ isSecond: Bool) -> Timestamp

    /// That of the machine, or of `TZ`.
    public static let system = LocalCalendar(
        date: { moment in
            let local = LocalTime(secondsSinceEpoch: moment.seconds)
            return CivilDate(year: local.year, month: local.month, day: local.day)
        },
        moment: { date, second, isSecond in
            Timestamp(
                seconds: LocalTime.secondsSinceEpoch(
                    year: date.year, month: date.month, day: date.day, second: second,
                    isSecond: isSecond))
        })

    /// A calendar whose clocks are `offset` seconds ahead of UTC the whole year: for tests.
    package static func fixed(offset: Int = 0) -> LocalCalendar {
        LocalCalendar(
            date: { $0.advanced(by: Int64(offset)).date },
            moment: { date, second, _ in
                Timestamp(seconds: Int64(date.daysSinceEpoch * 86_400 + second - offset))
            })
    }

    /// The date of `moment`.
    public func date(of moment: Timestamp) -> CivilDate { date(moment) }

    /// The first moment of a date.
    public func start(of date: CivilDate) -> Timestamp { moment(date, 0, false) }
}
