import Glibc

/// An empty file of a name of its own beside the one that it is to replace. Whoever makes it gives it that
/// name, or takes it away.
struct TemporaryFile: ~Copyable {
    let path: String
    let file: FileDescriptor

    /// - Parameters:
    ///   - mark: stands in its name, before what nobody else has.
    ///   - mode: of which the umask takes away what it does.
    init(beside target: String, mark: String = "", mode: mode_t = 0o600) throws(FileError) {
        let folder = AtomicFile.folder(of: target)
        let prefix = "\(folder)/.\(AtomicFile.name(of: target)).\(mark)"
        guard let made = FreshPath.file(prefix, mode: mode) else {
            let error = FileError.last("create a file beside", target)
            throw Self.isUnfit(folder, error) ? .holdsNoFiles(folder: folder) : error
        }
        path = made.path
        file = FileDescriptor(owning: made.number)
    }

    /// Whether it is the file system of `folder` that refused: in /proc no name can be made, and in /sys
    /// none is permitted, be the mode what it may.
    private static func isUnfit(_ folder: String, _ error: FileError) -> Bool {
        switch error {
        case .notFound: FileStatus(of: folder)?.kind == .folder
        case .system(_, _, EACCES), .system(_, _, EPERM):
            faccessat(AT_FDCWD, folder, W_OK | X_OK, AT_EACCESS) == 0
        default: false
        }
    }
}
