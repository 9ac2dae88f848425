import Glibc

/// Replacing a file in one step: a reader, or the machine after a power cut, sees the old content
/// or the new, never a part.
public enum AtomicFile {
    /// Puts `bytes` in the place of the file at `path`.
    ///
    /// Symbolic links are followed to the real file, and its mode and owner are kept; a new file
    /// gets the mode that the umask leaves. The bytes are on the disk before the name points to them, and the name is
    /// before this returns. A write that fails leaves the old file and no other behind. (Access
    /// control lists and further hard links of the old file are not carried over.)
    ///
    /// - Parameters:
    ///   - expected: The state in which the file was read (nil: there was none). When it is
    ///     another by now, `.changedMeanwhile` is thrown.
    ///   - isForAll: Whether a new file gets mode 0644, whatever the umask.
    ///   - onReady: Called once the bytes are on the disk, and only their name is left to be given, unless
    ///     the file changes meanwhile.
    public static func replace(
        path: String, with bytes: [UInt8], expecting expected: FileIdentity?,
        isForAll: Bool = false, onReady: () -> Void = {}
    ) throws(FileError) {
        let real = try replaceablePath(of: path)
        let folder = self.folder(of: real)
        var old = stat()
        let exists = stat(real, &old) == 0

        // What it takes the place of may be for few to read.
        let new = try TemporaryFile(beside: real, mode: exists ? 0o600 : 0o666)
        do throws(FileError) {
            if exists && (old.st_uid != geteuid() || old.st_gid != getegid()) {
                guard fchown(new.file.number, old.st_uid, old.st_gid) == 0 else {
                    throw .ownerNotKept(path: real)
                }
            }
            if exists || isForAll {
                guard fchmod(new.file.number, exists ? old.st_mode & 0o7777 : 0o644) == 0 else {
                    throw .last("set the mode of", new.path)
                }
            }
            try new.file.write(bytes, to: new.path)
            try new.file.synchronize(new.path)
            try require(expected, at: real)
            onReady()
            // It may have taken its time.
            try require(expected, at: real)
            guard rename(new.path, real) == 0 else { throw .last("replace", real) }
        } catch {
            unlink(new.path)
            throw error
        }
        try FileDescriptor(opening: folder, O_RDONLY | O_DIRECTORY).synchronize(folder)
    }

    private static func require(
        _ expected: FileIdentity?, at path: String
    ) throws(FileError) {
        guard try FileIdentity(path: path) == expected else { throw .changedMeanwhile(path: path) }
    }

    /// The path without symbolic links; of a file that is not there yet, that of its folder's real
    /// path and its name. A link that leads to no file is followed by hand, so that it stays one.
    public static func realPath(of path: String) throws(FileError) -> String {
        var path = path
        // As many links as the kernel itself follows.
        for _ in 0..<40 {
            if let real = resolved(path) { return real }
            guard errno == ENOENT else { throw .last("find", path) }
            guard let target = linkTarget(path) else {
                guard let folder = resolved(folder(of: path)) else {
                    throw .last("find", folder(of: path))
                }
                return folder == "/" ? "/\(name(of: path))" : "\(folder)/\(name(of: path))"
            }
            path = target.utf8.first == UInt8(ascii: "/") ? target : "\(folder(of: path))/\(target)"
        }
        throw .system(operation: "follow", path: path, code: ELOOP)
    }

    /// The real path of `path`, at which a regular file stands or nothing: a device or a pipe that a file
    /// took the place of would be gone for all programs.
    public static func replaceablePath(of path: String) throws(FileError) -> String {
        let real = try realPath(of: path)
        try refuseOther(at: real)
        return real
    }

    /// Throws `.notRegular` where something else than a regular file stands at `path` itself.
    static func refuseOther(at path: String) throws(FileError) {
        if let status = FileStatus(of: path), status.kind != .file { throw .notRegular(path: path) }
    }

    /// Makes the folder at `path`, and those above it, where they are missing, with the mode that the
    /// umask leaves.
    public static func createFolder(_ path: String) throws(FileError) {
        if mkdir(path, 0o777) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, folder(of: path) != path, folder(of: path) != "." else {
            throw .last("make the folder", path)
        }
        try createFolder(folder(of: path))
        guard mkdir(path, 0o777) == 0 || errno == EEXIST else {
            throw .last("make the folder", path)
        }
    }

    /// The folder that holds the file at `path`.
    public static func folder(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The last part of `path`.
    public static func name(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
        return String(path[path.utf8.index(after: slash)...])
    }

    private static func resolved(_ path: String) -> String? {
        guard !path.utf8.contains(0), let text = realpath(path, nil) else { return nil }
        defer { free(text) }
        return String(cString: text)
    }

    private static func linkTarget(_ path: String) -> String? {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Int(PATH_MAX)) { text in
            guard let start = text.baseAddress else { return nil }
            let count = readlink(path, start, text.count)
            return count > 0 ? String(decoding: text[..<count], as: UTF8.self) : nil
        }
    }
}
