import Glibc

/// An empty file of a name of its own beside the one that it is to replace, for its owner only. Whoever
/// makes it gives it that name, or takes it away.
struct TemporaryFile: ~Copyable {
    let path: String
    let file: FileDescriptor

    init(beside target: String) throws(FileError) {
        let prefix = "\(AtomicFile.folder(of: target))/.\(AtomicFile.name(of: target))."
        guard let made = FreshPath.file(prefix) else {
            throw .last("create a file beside", target)
        }
        path = made.path
        file = FileDescriptor(owning: made.number)
    }
}
