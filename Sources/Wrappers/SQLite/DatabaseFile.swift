import Glibc

/// The place of a database in the file system.
public enum DatabaseFile {
    /// What the process may do with a file or folder.
    public enum Access: Sendable {
        case missing, forbidden, readable, writable
    }

    /// Why the system refused.
    public struct Refusal: Error, Equatable, Sendable {
        public let path: String
        /// `errno`.
        public let code: Int32

        /// The system's words.
        public var message: String { String(cString: strerror(code)) }

        public init(path: String, code: Int32) {
            self.path = path
            self.code = code
        }

        public var isForPermission: Bool { code == EACCES || code == EPERM }
        public var isForReadOnly: Bool { code == EROFS }
        public var isForSpace: Bool { code == ENOSPC || code == EDQUOT }
        /// A symbolic link stands where a file was to be opened.
        public var isForLink: Bool { code == ELOOP }
    }

    /// Makes the folder at `path`, and those above it, where they are missing: for their owner only.
    /// A folder that is there keeps its mode.
    public static func createFolder(_ path: String) throws(Refusal) {
        if mkdir(path, 0o700) == 0 { return }
        switch errno {
        case EEXIST:
            return
        case ENOENT:
            guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
                throw Refusal(path: path, code: ENOENT)
            }
            try createFolder(String(path[..<slash]))
            guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
                throw Refusal(path: path, code: errno)
            }
        case let code:
            throw Refusal(path: path, code: code)
        }
    }

    /// Makes an empty file, whatever the umask is: for its owner, and for the group where that may
    /// write to the folder. SQLite gives the files that it makes beside it the same mode. One that is
    /// there stays as it is.
    public static func create(_ path: String) throws(Refusal) {
        let flags = O_RDWR | O_CLOEXEC | O_NOFOLLOW
        let new = open(path, flags | O_CREAT | O_EXCL, 0o600)
        if new >= 0 {
            defer { close(new) }
            var folder = stat()
            let slash = path.lastIndex(of: "/")
            if stat(slash.map { String(path[...$0]) } ?? ".", &folder) == 0,
                folder.st_mode & 0o070 == 0o070, fchmod(new, 0o660) != 0
            {
                throw Refusal(path: path, code: errno)
            }
            return
        }
        guard errno == EEXIST else { throw Refusal(path: path, code: errno) }
        let old = open(path, flags)
        guard old >= 0 else { throw Refusal(path: path, code: errno) }
        close(old)
    }

    /// What this process may do with what is at `path`.
    public static func access(_ path: String) -> Access {
        if faccessat(AT_FDCWD, path, R_OK | W_OK, AT_EACCESS) == 0 { return .writable }
        if faccessat(AT_FDCWD, path, R_OK, AT_EACCESS) == 0 { return .readable }
        // A disk that fails and a link that leads to itself are none that somebody closed.
        return errno == EACCES || errno == EPERM ? .forbidden : .missing
    }

    /// The size in bytes; 0 when it is missing.
    public static func size(_ path: String) -> Int64 {
        var status = stat()
        return stat(path, &status) == 0 ? Int64(status.st_size) : 0
    }

    /// The number of this process.
    public static var processID: Int { Int(getpid()) }
}
