import Glibc

/// A program that is run for what it does with its standard input.
public enum ChildInput {
    /// Runs `program`, a path or a name that PATH leads to, without arguments and without a shell, with
    /// `input` as its standard input; what it prints goes to our standard error. Answers its exit code,
    /// 128 and the number of the signal that ended it. It is killed, which is an error, when it takes
    /// longer than `seconds`.
    ///
    /// Blocks the thread meanwhile. A program that ends without reading its input is no error.
    public static func run(
        _ program: String, input: [UInt8], seconds: Int
    ) throws(FileError) -> Int32 {
        let ends = try ChildSpawn.pipe(to: program)
        // Ours stays open while we write, so that a program which does not read raises no SIGPIPE.
        let reading = FileDescriptor(owning: ends.reading)
        let writing = FileDescriptor(owning: ends.writing)
        let standardInput = reading.number
        let child = try ChildSpawn.start(program) { actions in
            posix_spawn_file_actions_adddup2(&actions, standardInput, 0)
            posix_spawn_file_actions_adddup2(&actions, 2, 1)
        }
        _ = fcntl(writing.number, F_SETFL, O_NONBLOCK)
        let deadline = SystemTime.monotonicNanoseconds() + UInt64(seconds) * 1_000_000_000
        var rest = input[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(writing.number, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if let code = try ending(of: child, program, deadline) {
                return code
            }
        }
        close(consume writing)
        while true {
            if let code = try ending(of: child, program, deadline) { return code }
        }
    }

    private static func close(_ file: consuming FileDescriptor) {}

    /// The exit code once the child has ended; nil after a moment in which it has not. After `deadline`
    /// it is killed.
    private static func ending(
        of child: pid_t, _ program: String, _ deadline: UInt64
    ) throws(FileError) -> Int32? {
        var status: Int32 = 0
        if waitpid(child, &status, WNOHANG) == child {
            let signal = status & 0x7f
            return signal == 0 ? (status >> 8) & 0xff : 128 + signal
        }
        guard SystemTime.monotonicNanoseconds() < deadline else {
            kill(child, SIGKILL)
            _ = ChildSpawn.status(of: child)
            throw .system(operation: "wait for it any longer", path: program, code: ETIMEDOUT)
        }
        usleep(5_000)
        return nil
    }
}
