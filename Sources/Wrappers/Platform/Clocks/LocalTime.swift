import Glibc

/// A moment as the clock on the wall of this machine shows it.
public struct LocalTime: Sendable, Equatable {
    public var year: Int
    /// 1–12.
    public var month: Int
    public var day: Int
    public var hour: Int
    public var minute: Int

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
    }
}

extension LocalTime {
    /// The moment at which the clock on the wall shows `second` seconds past midnight of a date; where
    /// the clock is set forward over it, the moment as if it were not.
    public static func secondsSinceEpoch(year: Int, month: Int, day: Int, second: Int) -> Int64 {
        var fields = tm()
        fields.tm_year = Int32(clamping: year - 1_900)
        fields.tm_mon = Int32(clamping: month - 1)
        fields.tm_mday = Int32(clamping: day)
        fields.tm_hour = Int32(clamping: second / 3_600)
        fields.tm_min = Int32(clamping: second / 60 % 60)
        fields.tm_sec = Int32(clamping: second % 60)
        fields.tm_isdst = -1
        return Int64(mktime(&fields))
    }
}
