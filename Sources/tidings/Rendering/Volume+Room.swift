internal import Platform

extension Volume {
    /// Whether so little room is left that a person should know: less than 100 MiB.
    var isNearlyFull: Bool { free < 104_857_600 }
}
