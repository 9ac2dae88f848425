import Glibc

/// A file that is filled beside its place and takes it in one step once it is complete; what was not
/// put in its place is gone with the value. For its owner only, until `share` says otherwise.
public final class NewFile {
    /// Stands in its name, so that a file of a user's own is never taken for one.
    private static let mark = "unfinished-"

    /// Where it is filled.
    public var path: String { new.path }
    private let target: String
    private let new: TemporaryFile
    private var isPlaced = false

    /// Makes an empty one beside `target`, at which a regular file stands or nothing.
    public init(beside target: String) throws(FileError) {
        try AtomicFile.refuseOther(at: target)
        new = try TemporaryFile(beside: target, mark: Self.mark)
        self.target = target
    }

    deinit {
        if !isPlaced { unlink(path) }
    }

    /// The name of the file that one by the name `name` was to replace; nil where it has no name as these
    /// have. It is still being filled, or whoever filled it was ended.
    public static func target(ofName name: String) -> String? {
        let end = name.utf8.suffix(6 + mark.utf8.count)
        guard name.hasPrefix("."), end.count == 6 + mark.utf8.count, end.starts(with: mark.utf8),
            end.suffix(6).allSatisfy({ isalnum(Int32($0)) != 0 })
        else { return nil }
        let target = name.utf8.dropFirst().dropLast(end.count + 1)
        return target.isEmpty ? nil : String(Substring(target))
    }

    /// Gives it the owner and group of what stands at `model`, and lets the group read and write it
    /// where `model` lets its group.
    public func share(like model: String) throws(FileError) {
        var status = stat()
        guard stat(model, &status) == 0 else { throw .last("examine", model) }
        var own = stat()
        guard fstat(new.file.number, &own) == 0 else { throw .last("examine", path) }
        if (own.st_uid, own.st_gid) != (status.st_uid, status.st_gid) {
            // A member of the group that shares the file is not to be its owner's substitute.
            let isShared = own.st_gid == status.st_gid && status.st_mode & 0o060 == 0o060
            guard fchown(new.file.number, status.st_uid, status.st_gid) == 0 || isShared else {
                throw .ownerNotKept(path: target)
            }
        }
        let mode: mode_t = status.st_mode & 0o060 == 0o060 ? 0o660 : 0o600
        guard fchmod(new.file.number, mode) == 0 else { throw .last("set the mode of", path) }
    }

    /// Waits until its content is on the disk, so that `place` has little to wait for.
    public func synchronize() throws(FileError) { try new.file.synchronize(path) }

    /// Puts it in its place once its content is on the disk. What stands there already is replaced, or
    /// the system's word for it thrown (EEXIST).
    public func place(replacing: Bool) throws(FileError) {
        try new.file.synchronize(path)
        if replacing {
            // It may have been filled for minutes.
            try AtomicFile.refuseOther(at: target)
            guard rename(path, target) == 0 else { throw .last("put a file at", target) }
            isPlaced = true
        } else {
            // A second name is given only where there is none; the first goes with the value.
            guard Glibc.link(path, target) == 0 else { throw .last("put a file at", target) }
        }
        let folder = AtomicFile.folder(of: target)
        try FileDescriptor(opening: folder, O_RDONLY | O_DIRECTORY).synchronize(folder)
    }
}

/// Names in the file system.
public enum FileName {
    /// Gives the file at `old` the name `new`, which is free or is replaced.
    public static func move(_ old: String, to new: String) throws(FileError) {
        guard rename(old, new) == 0 else { throw .last("move", old) }
    }

    /// Gives the file at `old` a second name.
    public static func link(_ old: String, to new: String) throws(FileError) {
        guard Glibc.link(old, new) == 0 else { throw .last("keep", old) }
    }

    /// Takes the name `path` away; nothing happens where there is none.
    public static func remove(_ path: String) throws(FileError) {
        guard unlink(path) == 0 || errno == ENOENT else { throw .last("remove", path) }
    }
}

/// Owners and modes of folders.
public enum FolderMode {
    /// Gives the folder at `path` the owner and group of the one at `model`, as root may: what root makes
    /// in another's folder is the other's. Nothing happens where that is not allowed, or no folder stands
    /// at `path` itself.
    public static func takeOwner(of model: String, for path: String) {
        var status = stat()
        guard let folder = folder(at: path), stat(model, &status) == 0 else { return }
        _ = fchown(folder.number, status.st_uid, status.st_gid)
    }

    /// Lets the group of a folder use it as its owner does; nothing happens where that is not allowed,
    /// or no folder stands at `path` itself.
    public static func shareWithGroup(_ path: String) {
        guard let folder = folder(at: path) else { return }
        _ = fchmod(folder.number, 0o770)
    }

    /// Nil where none stands at `path` itself: what a link there leads to is another's.
    private static func folder(at path: String) -> FileDescriptor? {
        let number = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        return number < 0 ? nil : FileDescriptor(owning: number)
    }
}
