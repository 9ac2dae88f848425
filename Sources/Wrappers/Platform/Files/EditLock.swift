import Glibc

/// The right to edit a file that is replaced by renaming, given back when the value goes out of scope or the
/// process ends, however it ends.
///
/// It is a lock (flock) on a file beside it, `.NAME.lock`, that is there for as long as the edit: the file
/// itself is another one after each, and the folder can be locked by whoever may look into it. Who may
/// not write the file may not open its lock, and so cannot hold up those who edit it.
public struct EditLock: ~Copyable {
    private let path: String
    /// Nil where the folder takes no file: it takes no new version of the other one then either, and the
    /// writing of that tells why.
    private let number: Int32?

    private enum Attempt {
        case held(Int32)
        /// Another process edits, or ended or began in this moment.
        case taken
        /// One that only another user may open, who edits or was ended amid an edit.
        case closed
        /// None can be made, nor can the file be written.
        case refused
    }

    /// Waits up to `seconds` for the right to edit the file at `target`, a path without symbolic links at
    /// which there may be none yet. Throws `.busy` where another has it for so long, `.lockOfAnother` where its
    /// lock may not be opened, and at once `.noLock` or what the system says where nobody could have it.
    public init(for target: String, waitingUpTo seconds: Int) throws(FileError) {
        let path = "\(AtomicFile.folder(of: target))/.\(AtomicFile.name(of: target)).lock"
        self.path = path
        let deadline = SystemTime.monotonicNanoseconds() &+ UInt64(max(0, seconds)) &* 1_000_000_000
        // flock has no deadline of its own, so we ask again and again.
        var pause: UInt32 = 500
        while true {
            let attempt = try Self.attempt(path, like: target)
            if case .held(let number) = attempt {
                self.number = number
                return
            }
            if case .refused = attempt {
                number = nil
                return
            }
            guard SystemTime.monotonicNanoseconds() < deadline else {
                if case .closed = attempt { throw .lockOfAnother(path: path) }
                throw .busy(path: path)
            }
            usleep(pause)
            pause = min(pause * 2, 8_000)
        }
    }

    deinit {
        guard let number else { return }
        // Before it is given back: whoever waits sees then that it has another one to wait for.
        unlink(path)
        close(number)
    }

    private static func attempt(
        _ path: String, like target: String
    ) throws(FileError) -> Attempt {
        // C would cut the path short and name another file.
        guard !path.utf8.contains(0) else { return .refused }
        var number = open(path, O_RDWR | O_NOFOLLOW | O_CLOEXEC)
        if number < 0 {
            switch errno {
            case ENOENT: break
            case EACCES: return .closed
            case EINTR: return .taken
            case EROFS, ENAMETOOLONG: return .refused
            // A symbolic link, a folder, a socket: no edit made it.
            case ELOOP, EISDIR, ENXIO: throw .noLock(path: path)
            default: throw .last("lock", path)
            }
            number = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
            guard number >= 0 else { return errno == EEXIST ? .taken : .refused }
            share(number, like: target)
        }
        guard flock(number, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(number)
            if code == EWOULDBLOCK || code == EINTR { return .taken }
            // As of a file system that has no locks.
            throw .system(operation: "lock", path: path, code: code)
        }
        guard isNamed(number, path) else {
            close(number)
            return .taken
        }
        return .held(number)
    }

    /// Lets those open it who may write the file: it stays where its maker is killed amid an edit. A group
    /// that may only read the file could lock it too. Nothing happens where that is not allowed.
    private static func share(_ number: Int32, like target: String) {
        var (file, lock) = (stat(), stat())
        guard stat(target, &file) == 0 else { return }
        if fchown(number, file.st_uid, file.st_gid) != 0 {
            _ = fchown(number, uid_t.max, file.st_gid)
        }
        guard fstat(number, &lock) == 0, lock.st_gid == file.st_gid,
            file.st_mode & 0o060 == 0o060
        else { return }
        _ = fchmod(number, 0o660)
    }

    /// Whether it is the file at `path` still: the last holder may have taken it away.
    private static func isNamed(_ number: Int32, _ path: String) -> Bool {
        var (own, named) = (stat(), stat())
        return fstat(number, &own) == 0 && lstat(path, &named) == 0
            && own.st_dev == named.st_dev && own.st_ino == named.st_ino
    }
}
