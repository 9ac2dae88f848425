import Glibc

/// Why a file could not be read, written or locked.
public enum FileError: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is no such file (or folder on the way to it).
    case notFound(path: String)
    /// A folder, pipe, socket or device stands where a regular file was expected.
    case notRegular(path: String)
    /// The file has more bytes than the reader takes.
    case tooLarge(path: String, limit: Int)
    /// A file that must be private can be read by others than its owner, or is another's.
    case notPrivate(path: String)
    /// Another program changed the file between the reading and the writing of it.
    case changedMeanwhile(path: String)
    /// The new file would belong to another owner or group than the one it replaces.
    case ownerNotKept(path: String)
    /// The file system of this folder takes no new files, as /proc.
    case holdsNoFiles(folder: String)
    /// Another process held the lock for as long as we wait.
    case busy(path: String)
    /// A link, folder or other thing that is no file stands where a lock belongs.
    case noLock(path: String)
    /// The lock is another user's, who may be at work or have been ended amid it.
    case lockOfAnother(path: String)
    /// The system refused an operation; `code` is its errno.
    case system(operation: String, path: String, code: Int32)

    /// What happened and, where that helps, what to do.
    public var description: String {
        switch self {
        case .notFound(let path):
            "\(path): no such file"
        case .notRegular(let path):
            "\(path): not a regular file"
        case .tooLarge(let path, let limit):
            "\(path): larger than the limit of \(limit) bytes"
        case .notPrivate(let path):
            "\(path): must belong to the user of this process and be readable by no other;"
                + " run: chmod 600 \(path)"
        case .changedMeanwhile(let path):
            "\(path): changed by another program in this moment; nothing was written, try again"
        case .ownerNotKept(let path):
            "\(path): belongs to another user or group, and writing would change that;"
                + " edit as its owner"
        case .holdsNoFiles(let folder):
            "\(folder): no file can be made there, whoever asks; name a folder on a disk"
        case .busy(let path):
            "\(path): locked by another process; try again later (`fuser \(path)` names it)"
        case .noLock(let path):
            "\(path): it stands where a lock belongs, and is no file; remove or rename it"
        case .lockOfAnother(let path):
            "\(path): the lock of another user; try again later, or remove it if nobody edits"
                + " (`sudo fuser \(path)` names who does)"
        case .system(let operation, let path, let code):
            "\(path): cannot \(operation): \(FileError.text(of: code))"
        }
    }

    /// The error of the last failed call, which is to be asked for before any other call.
    static func last(_ operation: String, _ path: String) -> FileError {
        let code = errno
        return code == ENOENT
            ? .notFound(path: path) : .system(operation: operation, path: path, code: code)
    }

    private static func text(of code: Int32) -> String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { text in
            guard let start = text.baseAddress, strerror_r(code, start, text.count) == 0 else {
                return "error \(code)"
            }
            return String(cString: start)
        }
    }
}
