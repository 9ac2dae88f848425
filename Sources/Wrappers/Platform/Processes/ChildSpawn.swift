import CThread
import Glibc

/// How the programs are started that we run beside us.
package enum ChildSpawn {
    /// Starts `program`, a path or a name that PATH leads to, and answers its process.
    ///
    /// - Parameters:
    ///   - arguments: without the program's own name.
    ///   - variables: `NAME=VALUE`, put over the environment, which they must not have.
    ///   - files: what its standard streams are.
    static func start(
        _ program: String, _ arguments: [String] = [], adding variables: [String] = [],
        files: (inout posix_spawn_file_actions_t) -> Void
    ) throws(FileError) -> pid_t {
        guard !program.utf8.contains(0) else { throw .notFound(path: program) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        files(&actions)
        // Of a child of a process that ignores its end, as it may since its start, nobody learns how it
        // ended.
        if SignalAction.isIgnored(SIGCHLD) { signal(SIGCHLD, SIG_DFL) }
        // Signals that we ignore, or that threads of the runtime block, would be so in the child.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        for signal in [SIGINT, SIGQUIT, SIGTERM, SIGPIPE] { sigaddset(&signals, signal) }
        // What runs under nohup(1) does so with all that it starts.
        if !SignalAction.isIgnored(SIGHUP) { sigaddset(&signals, SIGHUP) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK))
        let words = ([program] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        let added = variables.map { strdup($0) }
        defer { for variable in added { free(variable) } }
        var environment: [UnsafeMutablePointer<CChar>?] = added
        var next = environ
        while let variable = next.pointee {
            environment.append(variable)
            next += 1
        }
        environment.append(nil)
        var child: pid_t = 0
        let code = posix_spawnp(&child, program, &actions, &attributes, words, environment)
        guard code == 0 else {
            throw code == ENOENT
                ? .notFound(path: program) : .system(operation: "run", path: program, code: code)
        }
        return child
    }

    /// Starts what the shell makes of `command`, with the open file `input` as its standard input, and
    /// answers its process; `variables` as above.
    package static func shell(
        _ command: String, input: Int32, adding variables: [String]
    ) throws(FileError) -> Int32 {
        try start("/bin/sh", ["-c", command], adding: variables) { actions in
            posix_spawn_file_actions_adddup2(&actions, input, 0)
        }
    }

    /// Waits for the end of `child`, however long it takes, and answers its status as `waitpid` has it.
    package static func status(of child: Int32) -> Int32 {
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        return status
    }

    /// The two ends of a pipe, which no other child inherits.
    package static func pipe(to program: String) throws(FileError) -> (
        reading: Int32, writing: Int32
    ) {
        var ends: [Int32] = [0, 0]
        // At once: between two calls another thread may start a child, which would keep them open.
        guard pipe2(&ends, O_CLOEXEC) == 0 else { throw .last("open a pipe to", program) }
        return (ends[0], ends[1])
    }
}
