import Glibc

/// A program that is run for what it prints.
public enum ChildOutput {
    /// Runs `program` with `arguments`, without a shell and without standard input, and answers what it
    /// wrote to standard output; its standard error is ours. It ends with an error, and the program is
    /// killed, when that is more than `limit` bytes or takes longer than `seconds`; also when the
    /// program ends with another code than 0.
    ///
    /// Blocks the thread meanwhile.
    public static func of(
        _ program: String, _ arguments: [String], limit: Int, seconds: Int
    ) throws(FileError) -> [UInt8] {
        let ends = try ChildSpawn.pipe(to: program)
        let reading = FileDescriptor(owning: ends.reading)
        let writing = FileDescriptor(owning: ends.writing)
        let standardOutput = writing.number
        let child = try ChildSpawn.start(program, arguments) { actions in
            posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
            posix_spawn_file_actions_adddup2(&actions, standardOutput, 1)
        }
        // Ours is closed, so that the end of the child is the end of what can be read.
        close(consume writing)
        let deadline = SystemTime.monotonicNanoseconds() + UInt64(seconds) * 1_000_000_000
        var bytes: [UInt8] = []
        var failure: FileError?
        do throws(FileError) {
            try read(reading, program, limit: limit, until: deadline, into: &bytes)
        } catch {
            failure = error
            kill(child, SIGKILL)
        }
        let status = ChildSpawn.status(of: child)
        if let failure { throw failure }
        guard status == 0 else {
            throw .system(operation: "use what it was asked for", path: program, code: EIO)
        }
        return bytes
    }

    private static func close(_ file: consuming FileDescriptor) {}

    private static func read(
        _ file: borrowing FileDescriptor, _ program: String, limit: Int, until deadline: UInt64,
        into bytes: inout [UInt8]
    ) throws(FileError) {
        let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 1)
        defer { chunk.deallocate() }
        while true {
            let now = SystemTime.monotonicNanoseconds()
            guard now < deadline else {
                throw .system(operation: "wait for it any longer", path: program, code: ETIMEDOUT)
            }
            var wait = pollfd(fd: file.number, events: Int16(POLLIN), revents: 0)
            let ready = poll(&wait, 1, Int32(clamping: (deadline - now) / 1_000_000 + 1))
            if ready <= 0 { continue }
            let count = Glibc.read(file.number, chunk.baseAddress, chunk.count)
            if count == 0 { return }
            if count < 0 {
                guard errno == EINTR else { throw .last("read from", program) }
                continue
            }
            bytes.append(contentsOf: chunk[..<count])
            guard bytes.count <= limit else { throw .tooLarge(path: program, limit: limit) }
        }
    }
}
