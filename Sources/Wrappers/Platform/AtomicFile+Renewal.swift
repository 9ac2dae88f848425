import Glibc

extension AtomicFile {
    /// Puts `bytes` in the place of the file at `path`, which gets mode 0644: a reader sees the old
    /// content or the new. It does not wait for the disk: for what is renewed every few seconds and
    /// worth nothing after a power cut. What stands at `path` is replaced itself where it is a
    /// symbolic link. A write that fails leaves the old file and no other behind.
    public static func renew(path: String, with bytes: [UInt8]) throws(FileError) {
        // C would cut the path short and name another file.
        guard !path.utf8.contains(0) else { throw .notFound(path: path) }
        var template = Array("\(folder(of: path))/.\(name(of: path)).XXXXXX".utf8CString)
        let number = mkstemp(&template)
        guard number >= 0 else { throw .last("create a file beside", path) }
        let temporary = String(
            decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        let file = FileDescriptor(owning: number)
        _ = fcntl(number, F_SETFD, FD_CLOEXEC)
        do throws(FileError) {
            guard fchmod(number, 0o644) == 0 else { throw .last("set the mode of", temporary) }
            try file.write(bytes, to: temporary)
            guard rename(temporary, path) == 0 else { throw .last("replace", path) }
        } catch {
            unlink(temporary)
            throw error
        }
    }
}
