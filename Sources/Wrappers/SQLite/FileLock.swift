import Glibc

/// An exclusive lock on a file, held as long as the value lives; the system lets go of it when the
/// process dies, however it dies.
public struct FileLock: ~Copyable {
    private let descriptor: Int32

    /// Takes the lock, making the file (for owner and group) when it is missing. Nil when another
    /// holds it.
    public init?(path: String) throws(DatabaseFile.Refusal) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o660)
        guard descriptor >= 0 else { throw DatabaseFile.Refusal(path: path, code: errno) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(descriptor)
            guard code == EWOULDBLOCK else { throw DatabaseFile.Refusal(path: path, code: code) }
            return nil
        }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }
}
