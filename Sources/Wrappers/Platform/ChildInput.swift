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
        guard !program.utf8.contains(0) else { throw .notFound(path: program) }
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw .last("open a pipe to", program) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        // Ours stays open while we write, so that a program which does not read raises no SIGPIPE.
        let reading = FileDescriptor(owning: ends[0])
        let writing = FileDescriptor(owning: ends[1])
        let child = try spawn(program, input: reading.number)
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

    private static func spawn(_ program: String, input: Int32) throws(FileError) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, 0)
        posix_spawn_file_actions_adddup2(&actions, 2, 1)
        // Signals that we ignore, or that threads of the runtime block, would be so in the child.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        for signal in [SIGINT, SIGTERM, SIGHUP, SIGPIPE] { sigaddset(&signals, signal) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK))
        let words = [strdup(program), nil]
        defer { for word in words { free(word) } }
        var child: pid_t = 0
        let code = posix_spawnp(&child, program, &actions, &attributes, words, environ)
        guard code == 0 else {
            throw code == ENOENT
                ? .notFound(path: program) : .system(operation: "run", path: program, code: code)
        }
        return child
    }

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
            while waitpid(child, &status, 0) < 0, errno == EINTR {}
            throw .system(operation: "wait for it any longer", path: program, code: ETIMEDOUT)
        }
        usleep(5_000)
        return nil
    }
}
