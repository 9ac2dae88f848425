import Glibc

/// An open file, closed when the value goes out of scope.
struct FileDescriptor: ~Copyable {
    let number: Int32

    /// Opens `path`; `O_CLOEXEC` is always set.
    init(opening path: String, _ flags: Int32) throws(FileError) {
        // A path with a NUL would be cut short by C and name another file.
        guard !path.utf8.contains(0) else { throw .notFound(path: path) }
        var number: Int32
        repeat { number = open(path, flags | O_CLOEXEC) } while number < 0 && errno == EINTR
        guard number >= 0 else { throw .last("open", path) }
        self.number = number
    }

    init(owning number: Int32) {
        self.number = number
    }

    deinit { close(number) }

    borrowing func status(_ path: String) throws(FileError) -> stat {
        var status = stat()
        guard fstat(number, &status) == 0 else { throw .last("examine", path) }
        return status
    }

    /// Writes all of `bytes`.
    borrowing func write(_ bytes: [UInt8], to path: String) throws(FileError) {
        try bytes.withUnsafeBufferPointer { (bytes) throws(FileError) in
            try write(UnsafeRawBufferPointer(bytes), to: path)
        }
    }

    /// Writes all of `bytes`.
    borrowing func write(_ bytes: UnsafeRawBufferPointer, to path: String) throws(FileError) {
        var done = 0
        while done < bytes.count {
            let count = Glibc.write(number, bytes.baseAddress.map { $0 + done }, bytes.count - done)
            if count < 0 {
                guard errno == EINTR else { throw .last("write", path) }
            } else {
                done += count
            }
        }
    }

    /// Returns once the content is on the disk.
    borrowing func synchronize(_ path: String) throws(FileError) {
        guard fsync(number) == 0 else { throw .last("flush", path) }
    }
}
