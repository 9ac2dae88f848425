import Glibc

/// What tells one state of a file from another: unequal when the file was written to or replaced.
public struct FileIdentity: Hashable, Sendable {
    public let device: UInt64
    public let inode: UInt64
    public let size: Int64
    /// Nanoseconds since 1970 of the last write.
    public let modified: Int64
    /// Nanoseconds since 1970 of the last change of content, mode, owner or name; no program can
    /// set it back, as it can the time of the last write.
    public let changed: Int64

    /// The state of the file that `path` leads to, symbolic links followed; nil when there is none.
    public init?(path: String) throws(FileError) {
        var status = stat()
        guard !path.utf8.contains(0) else { return nil }
        guard stat(path, &status) == 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw .last("examine", path)
        }
        self.init(status)
    }

    init(_ status: stat) {
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        size = Int64(status.st_size)
        modified = Int64(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_mtim.tv_nsec)
        changed = Int64(status.st_ctim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_ctim.tv_nsec)
    }
}
