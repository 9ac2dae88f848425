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
    ///
    /// - Parameter isSecond: whether the second of two moments is meant, where the clock is set back and shows
    ///   it twice.
    public static func secondsSinceEpoch(
        year: Int, month: Int, day: Int, second: Int, isSecond: Bool = false
    ) -> Int64 {
        var fields = tm()
        fields.tm_year = Int32(clamping: year - 1_900)
        fields.tm_mon = Int32(clamping: month - 1)
        fields.tm_mday = Int32(clamping: day)
        fields.tm_sec = Int32(clamping: second)
        tzset()
        return moment(shown: Int64(timegm(&fields)), isSecond: isSecond) { seconds in
            var (moment, local) = (time_t(seconds), tm())
            localtime_r(&moment, &local)
            return Int64(local.tm_gmtoff)
        }
    }

    /// The moment at which a clock shows what one at UTC shows at `shown`.
    ///
    /// By the offsets of the day before and after: `mktime` takes the one of two moments that its last call
    /// was nearer to.
    ///
    /// - Parameter offset: how many seconds the clock is ahead of UTC at a moment.
    static func moment(
        shown: Int64, isSecond: Bool, offset: (_ moment: Int64) -> Int64
    ) -> Int64 {
        let day: Int64 = 86_400
        let before = offset(shown - day)
        let moments = [before, offset(shown + day)].map { ahead in
            (moment: shown - ahead, ahead: ahead)
        }.filter { offset($0.moment) == $0.ahead }.map(\.moment)
        return (isSecond ? moments.max() : moments.min()) ?? shown - before
    }
}
