import Glibc

/// An empty file of a name of its own beside the one that it is to replace, for its owner only. Whoever
/// makes it gives it that name, or takes it away.
struct TemporaryFile: ~Copyable {
    let path: String
    let file: FileDescriptor

    init(beside target: String) throws(FileError) {
        var template = Array(
            "\(AtomicFile.folder(of: target))/.\(AtomicFile.name(of: target)).XXXXXX".utf8CString)
        let number = mkstemp(&template)
        guard number >= 0 else { throw .last("create a file beside", target) }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        file = FileDescriptor(owning: number)
        _ = fcntl(number, F_SETFD, FD_CLOEXEC)
    }
}
