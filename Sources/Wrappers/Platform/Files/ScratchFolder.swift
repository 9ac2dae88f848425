import Glibc

/// A fresh folder below the system's one for temporary files, removed with all that is in it when
/// the value goes.
public final class ScratchFolder: Sendable {
    public let path: String

    public init() throws(FileError) {
        let parent = ProcessEnvironment.value(of: "TMPDIR") ?? "/tmp"
        guard let made = FreshPath.folder("\(parent)/tidings.") else {
            throw .last("make a folder in", parent)
        }
        path = made
    }

    deinit { Self.remove(path) }

    /// Removes a file, a link (not what it leads to), or a folder with all that is in it.
    private static func remove(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        if status.st_mode & S_IFMT == S_IFDIR {
            for name in FolderListing.names(in: path) { remove("\(path)/\(name)") }
            rmdir(path)
        } else {
            unlink(path)
        }
    }
}
