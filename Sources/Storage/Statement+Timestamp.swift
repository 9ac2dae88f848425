internal import SQLite
internal import Values

/// Moments are stored as seconds since the epoch.
extension Statement {
    borrowing func timestamp(_ column: Int32) -> Timestamp {
        Timestamp(seconds: int64(column))
    }

    borrowing func optionalTimestamp(_ column: Int32) -> Timestamp? {
        optionalInt64(column).map(Timestamp.init(seconds:))
    }
}
