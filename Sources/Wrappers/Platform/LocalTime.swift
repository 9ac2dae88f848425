import Glibc

/// A moment as the clock on the wall of this machine shows it.
public struct LocalTime: Sendable, Equatable {
    public var year: Int
    /// 1–12.
    public var month: Int
    public var day: Int
    public var hour: Int
    public var minute: Int
    /// 0 is Sunday.
    public var weekday: Int

    /// Reads the time zone of the machine, or of `TZ`.
    public init(secondsSinceEpoch: Int64) {
        var moment = time_t(secondsSinceEpoch)
        var fields = tm()
        tzset()
        localtime_r(&moment, &fields)
        year = Int(fields.tm_year) + 1_900
        month = Int(fields.tm_mon) + 1
        day = Int(fields.tm_mday)
        hour = Int(fields.tm_hour)
        minute = Int(fields.tm_min)
        weekday = Int(fields.tm_wday)
    }
}
