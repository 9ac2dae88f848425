import Glibc

extension AtomicFile {
    /// Puts `bytes` in the place of the file at `path`, which gets mode 0644: a reader sees the old
    /// content or the new. It does not wait for the disk: for what is renewed every few seconds and
    /// worth nothing after a power cut. What is no regular file is left alone, a symbolic link too:
    /// others may write to the folder, and choose by it what is lost. A write that fails leaves the old
    /// file and no other behind.
    public static func renew(path: String, with bytes: [UInt8]) throws(FileError) {
        // C would cut the path short and name another file.
        guard !path.utf8.contains(0) else { throw .notFound(path: path) }
        try refuseOther(at: path)
        let new = try TemporaryFile(beside: path)
        do throws(FileError) {
            guard fchmod(new.file.number, 0o644) == 0 else {
                throw .last("set the mode of", new.path)
            }
            try new.file.write(bytes, to: new.path)
            guard rename(new.path, path) == 0 else { throw .last("replace", path) }
        } catch {
            unlink(new.path)
            throw error
        }
    }
}
