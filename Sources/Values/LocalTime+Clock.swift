public import Platform

extension LocalTime {
    /// `14:05`.
    public var clock: String { "\(padded(hour)):\(padded(minute))" }
}
