import Glibc

/// An exclusive advisory lock (flock) on a file or folder, given back when the value goes out of
/// scope or the process ends, however it ends.
///
/// A file that is replaced by renaming is guarded by a lock on its folder: the file itself is
/// another one after each edit.
public struct FileLock: ~Copyable {
    private let file: FileDescriptor

    /// Waits up to `seconds` for the lock on what stands at `path`, else throws `.busy`.
    public init(path: String, waitingUpTo seconds: Int) throws(FileError) {
        let file = try FileDescriptor(opening: path, O_RDONLY)
        let deadline = SystemTime.monotonicNanoseconds() &+ UInt64(max(0, seconds)) &* 1_000_000_000
        // flock has no deadline of its own, so we ask again and again.
        var pause: UInt32 = 500
        while flock(file.number, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR else { throw .last("lock", path) }
            guard SystemTime.monotonicNanoseconds() < deadline else { throw .busy(path: path) }
            usleep(pause)
            pause = min(pause * 2, 8_000)
        }
        self.file = file
    }
}
