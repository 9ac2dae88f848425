import Glibc

/// Whole files as bytes, never more of them than the caller is ready for.
public enum FileBytes {
    /// Reads a regular file of at most `limit` bytes.
    ///
    /// Never hangs on a pipe and never reads a device; the limit holds also for a file that grows
    /// while it is read and for those of /proc, which tell no size.
    public static func read(path: String, limit: Int) throws(FileError) -> [UInt8] {
        let file = try FileDescriptor(opening: path, O_RDONLY | O_NONBLOCK)
        return try read(file, path, limit)
    }

    /// The first `count` bytes of a regular file, or all where it has fewer.
    public static func beginning(of path: String, count: Int) throws(FileError) -> [UInt8] {
        let file = try FileDescriptor(opening: path, O_RDONLY | O_NONBLOCK)
        guard try file.status(path).st_mode & S_IFMT == S_IFREG else {
            throw .notRegular(path: path)
        }
        var bytes = [UInt8](repeating: 0, count: count)
        let read = bytes.withUnsafeMutableBytes { pread(file.number, $0.baseAddress, count, 0) }
        guard read >= 0 else { throw .last("read", path) }
        bytes.removeLast(count - read)
        return bytes
    }

    /// Reads a file that only the user of this process (or root) owns and may read.
    public static func readPrivate(path: String, limit: Int) throws(FileError) -> [UInt8] {
        let file = try FileDescriptor(opening: path, O_RDONLY | O_NONBLOCK)
        let status = try file.status(path)
        guard status.st_mode & 0o077 == 0, status.st_uid == geteuid() || status.st_uid == 0 else {
            throw .notPrivate(path: path)
        }
        return try read(file, path, limit)
    }

    /// Reads a file that a person named on a command line: a regular file, or a pipe, as a shell makes of
    /// `<(…)`, to its end. A device is none.
    public static func readNamed(path: String, limit: Int) throws(FileError) -> [UInt8] {
        if path == "/dev/stdin" { return try readStandardInput(limit: limit) }
        var status = stat()
        guard !path.utf8.contains(0), stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFIFO
        else { return try read(path: path, limit: limit) }
        // Waits for a writer, as every program does that is given a pipe.
        let pipe = try FileDescriptor(opening: path, O_RDONLY)
        var bytes: [UInt8] = []
        try append(pipe.number, path, limit, to: &bytes)
        return bytes
    }

    /// Reads standard input, whatever it is, until it ends.
    public static func readStandardInput(limit: Int) throws(FileError) -> [UInt8] {
        var bytes: [UInt8] = []
        try append(STDIN_FILENO, "standard input", limit, to: &bytes)
        return bytes
    }

    private static func read(
        _ file: borrowing FileDescriptor, _ path: String, _ limit: Int
    ) throws(FileError) -> [UInt8] {
        let status = try file.status(path)
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notRegular(path: path) }
        guard status.st_size <= limit else { throw .tooLarge(path: path, limit: limit) }
        var bytes: [UInt8] = []
        // One byte more than the file has, so that its end is seen without growing the array.
        bytes.reserveCapacity(Int(status.st_size) + 1)
        try append(file.number, path, limit, to: &bytes)
        return bytes
    }

    /// Appends all that can be read from `number`, at most up to `limit` bytes.
    private static func append(
        _ number: Int32, _ path: String, _ limit: Int, to bytes: inout [UInt8]
    ) throws(FileError) {
        let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 1)
        defer { chunk.deallocate() }
        while true {
            let count = Glibc.read(number, chunk.baseAddress, chunk.count)
            if count < 0 {
                guard errno == EINTR else { throw .last("read", path) }
                continue
            }
            if count == 0 { return }
            guard bytes.count + count <= limit else { throw .tooLarge(path: path, limit: limit) }
            bytes.append(contentsOf: chunk[..<count])
        }
    }
}
