import Glibc
import Waiting

/// A program that a test runs: started with posix_spawn, its output in files, ended with the value.
public final class ChildProcess: Sendable {
    private let end: ChildEnd
    private let outputPath: String
    private let errorPath: String

    /// How a child ended.
    public enum Ending: Equatable, Sendable {
        case exited(Int32)
        case killed(signal: Int32)

        /// What waitpid tells.
        init(_ raw: Int32) {
            self = raw & 0x7f == 0 ? .exited((raw >> 8) & 0xff) : .killed(signal: raw & 0x7f)
        }
    }

    public struct SpawnError: Error {
        public let program: String
        public let code: Int32
    }

    /// Starts `program` with `arguments` in the environment of this process with `environment` put
    /// over it. Output goes to files below `folder`, which must exist.
    public init(
        _ program: String, _ arguments: [String], environment: [String: String] = [:],
        folder: String
    ) throws {
        let serial = UInt64.random(in: .min ... .max)
        outputPath = "\(folder)/\(serial).out"
        errorPath = "\(folder)/\(serial).err"
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        let create = O_WRONLY | O_CREAT | O_APPEND
        posix_spawn_file_actions_addopen(&actions, 1, outputPath, create, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, errorPath, create, 0o600)

        end = ChildEnd(
            of: try Self.spawn(program, arguments, environment: environment, actions: &actions))
    }

    /// Starts `program` with what `actions` open for it.
    ///
    /// - Parameter flags: of posix_spawn(3), beside those that give it signals as a shell would.
    static func spawn(
        _ program: String, _ arguments: [String], environment: [String: String],
        actions: inout posix_spawn_file_actions_t, flags: Int16 = 0
    ) throws -> pid_t {
        // Whoever runs the tests may ignore what a test sends, and threads of the runtime block it.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        for signal in [SIGINT, SIGPIPE] { sigaddset(&signals, signal) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK) | flags)

        let words = ([program] + arguments).map { strdup($0) } + [nil]
        let variables = Self.environment(over: environment).map { strdup($0) } + [nil]
        defer { for text in words + variables { free(text) } }
        var identifier: pid_t = 0
        let code = posix_spawn(&identifier, program, &actions, &attributes, words, variables)
        guard code == 0 else { throw SpawnError(program: program, code: code) }
        return identifier
    }

    deinit {
        end.force()
        unlink(outputPath)
        unlink(errorPath)
    }

    /// What it has written to standard output so far.
    public var output: String { Self.text(of: outputPath) }
    /// What it has written to standard error so far.
    public var errorOutput: String { Self.text(of: errorPath) }

    public func signal(_ number: Int32) { end.signal(number) }
    public func terminate() { signal(SIGTERM) }
    public func killAtOnce() { signal(SIGKILL) }

    /// How it ended; nil while it runs.
    public var ending: Ending? { end.ending }

    /// Waits for its end; nil when it still runs after the longest wait.
    public func wait() async throws -> Ending? {
        _ = try await becomesTrue { ending != nil }
        return ending
    }

    private static func environment(over changes: [String: String]) -> [String] {
        var variables: [String] = []
        var next = environ
        while let entry = next.pointee {
            let text = String(cString: entry)
            let name = text.prefix { $0 != "=" }
            if changes[String(name)] == nil { variables.append(text) }
            next += 1
        }
        return variables + changes.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    }

    private static func text(of path: String) -> String {
        guard let file = fopen(path, "r") else { return "" }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&chunk, 1, chunk.count, file)
            if count == 0 { break }
            bytes += chunk[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
