import Glibc

/// An advisory lock (flock) on a file or folder, given back when the value goes out of scope or the
/// process ends, however it ends.
public struct FileLock: ~Copyable {
    private let file: FileDescriptor
    private let path: String

    /// Waits up to `seconds` for the lock on what stands at `path`, else throws `.busy`. With
    /// `isWritable` it is a file whose content is the holder's, and no symbolic link.
    ///
    /// With `isShared` any number of others may hold it so at once: who only asks whether somebody
    /// holds it as his own is then not taken for one who does by another who asks.
    public init(
        path: String, waitingUpTo seconds: Int, isWritable: Bool = false, isShared: Bool = false
    ) throws(FileError) {
        let flags = isWritable ? O_RDWR | O_NOFOLLOW : O_RDONLY
        let file = try FileDescriptor(opening: path, flags)
        let deadline = SystemTime.monotonicNanoseconds() &+ UInt64(max(0, seconds)) &* 1_000_000_000
        // flock has no deadline of its own, so we ask again and again.
        var pause: UInt32 = 500
        while flock(file.number, (isShared ? LOCK_SH : LOCK_EX) | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR else { throw .last("lock", path) }
            guard SystemTime.monotonicNanoseconds() < deadline else { throw .busy(path: path) }
            usleep(pause)
            pause = min(pause * 2, 8_000)
        }
        self.file = file
        self.path = path
    }

    /// Writes `bytes` over the beginning of the file, in one write: where they are as many as last
    /// time no space is asked of the disk, so that a full one takes them as well.
    public borrowing func overwrite(with bytes: [UInt8]) throws(FileError) {
        let count = bytes.withUnsafeBytes { pwrite(file.number, $0.baseAddress, $0.count, 0) }
        guard count == bytes.count else { throw .last("write", path) }
    }
}
