import Glibc

/// Who owns a file or folder, who may do what with it, and what it is.
public struct FileStatus: Sendable, Equatable {
    public enum Kind: Sendable { case file, folder, link, other }

    public let kind: Kind
    /// The permission bits, with set-uid, set-gid and sticky.
    public let mode: UInt32
    public let owner: UInt32
    public let group: UInt32
    /// Bytes; of a link those of its target's name.
    public let size: Int64

    /// What the mode keeps the very owner of a file or folder from, as chmod(1) has it: `w`, `rwx`. Nil:
    /// from nothing, as it does root.
    public var deniedToOwner: String? {
        guard owner != 0, kind == .file || kind == .folder else { return nil }
        let rights: [(bit: UInt32, letter: String)] =
            [(0o400, "r"), (0o200, "w")] + (kind == .folder ? [(0o100, "x")] : [])
        let denied = rights.filter { mode & $0.bit == 0 }.map(\.letter).joined()
        return denied.isEmpty ? nil : denied
    }

    /// Of what stands at `path` itself: a symbolic link is not followed. Nil where nothing does, or it
    /// cannot be reached.
    public init?(of path: String) { self.init(path, flags: AT_SYMLINK_NOFOLLOW) }

    /// Of what symbolic links at `path` lead to.
    public init?(behind path: String) { self.init(path, flags: 0) }

    private init?(_ path: String, flags: Int32) {
        var status = stat()
        guard !path.utf8.contains(0), fstatat(AT_FDCWD, path, &status, flags) == 0 else {
            return nil
        }
        kind =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .folder
            case S_IFLNK: .link
            default: .other
            }
        mode = UInt32(status.st_mode & 0o7777)
        owner = UInt32(status.st_uid)
        group = UInt32(status.st_gid)
        size = Int64(status.st_size)
    }
}
