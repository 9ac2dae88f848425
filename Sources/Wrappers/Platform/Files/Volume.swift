import Glibc

/// The file system that holds a path, as it is now.
public struct Volume: Sendable, Equatable {
    /// Bytes that this user may still write.
    public let free: Int64
    /// Bytes that it has in all, used or free.
    public let size: Int64
    /// Mounted for reading only, or made so by the kernel after a fault.
    public let isReadOnly: Bool

    /// Nil where nothing stands at `path`, or it cannot be reached.
    public init?(holding path: String) {
        var status = statvfs()
        guard !path.utf8.contains(0), statvfs(path, &status) == 0 else { return nil }
        free = Int64(clamping: UInt64(status.f_bavail) &* UInt64(status.f_frsize))
        size = Int64(clamping: UInt64(status.f_blocks) &* UInt64(status.f_frsize))
        isReadOnly = status.f_flag & UInt(ST_RDONLY) != 0
    }
}
