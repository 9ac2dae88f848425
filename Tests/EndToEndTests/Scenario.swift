import ChildProcess
import FoundationEssentials
import LoopbackOrigin
import Platform
import Testing
import Values

/// The built programs at work on an origin of their own: a folder with feeds.yml and state.
final class Scenario: Sendable {
    let origin: LoopbackOrigin
    let folder: ScratchFolder
    private let binaries: String

    init() throws {
        origin = try LoopbackOrigin()
        folder = try ScratchFolder()
        binaries = try #require(ProcessEnvironment.executableFolder())
    }

    var configuration: String { "\(folder.path)/feeds.yml" }
    var state: String { "\(folder.path)/state" }
    private var runtime: String { "\(folder.path)/run" }

    /// A feeds.yml that follows `paths` of the origin, each at most once in `interval`.
    func follow(_ paths: [String], interval: String = "1h") throws {
        let feeds = paths.map { "  - url: \(origin.baseURL)\($0)\n" }.joined()
        try write(
            """
            # A comment that stays.
            defaults:
              interval: \(interval)
              allow_private: ["127.0.0.1:\(origin.port)"]

            feeds:
            \(feeds)
            """, to: "feeds.yml")
    }

    /// Writes a file of the scenario's folder in one step, as an editor does.
    func write(_ text: String, to name: String) throws {
        let path = "\(folder.path)/\(name)"
        try AtomicFile.replace(
            path: path, with: Array(text.utf8), expecting: try FileIdentity(path: path))
    }

    /// What a file of the scenario's folder holds.
    func text(_ name: String) throws -> String {
        String(
            decoding: try FileBytes.read(path: "\(folder.path)/\(name)", limit: 1 << 20),
            as: UTF8.self)
    }

    /// Starts `tidingsd`.
    func daemon(
        _ arguments: String..., environment: [String: String] = [:]
    ) throws -> ChildProcess {
        try ChildProcess(
            "\(binaries)/tidingsd",
            ["--config", configuration, "--state", state] + arguments,
            environment: environment.merging(["XDG_RUNTIME_DIR": runtime]) { mine, _ in mine },
            folder: folder.path)
    }

    /// Polls everything that is due once.
    @discardableResult
    func pollOnce() async throws -> ChildProcess {
        let daemon = try daemon("--once", "--verbose")
        let ending = try await daemon.wait()
        try #require(ending == .exited(0), "\(daemon.errorOutput)")
        return daemon
    }

    /// Runs `tidings` to its end.
    func tidings(
        _ arguments: String...
    ) async throws -> (code: Int32, output: String, error: String) {
        try await tidings(arguments)
    }

    /// The same of arguments in a list.
    func tidings(
        _ arguments: [String]
    ) async throws -> (code: Int32, output: String, error: String) {
        let child = try ChildProcess(
            "\(binaries)/tidings", arguments,
            environment: [
                "TIDINGS_CONFIG": configuration, "TIDINGS_STATE": state, "TZ": "UTC",
                "XDG_RUNTIME_DIR": runtime,
            ],
            folder: folder.path)
        guard case .exited(let code)? = try await child.wait() else {
            throw Failure("tidings \(arguments) did not end: \(child.errorOutput)")
        }
        return (code, child.output, child.errorOutput)
    }

    /// Starts `tidings` with `arguments`, for a command that goes on until it is told to end.
    func starting(_ arguments: String...) throws -> ChildProcess {
        try ChildProcess(
            "\(binaries)/tidings", arguments,
            environment: [
                "TIDINGS_CONFIG": configuration, "TIDINGS_STATE": state, "TZ": "UTC",
                "XDG_RUNTIME_DIR": runtime,
            ],
            folder: folder.path)
    }

    /// Starts `tidings` on a terminal of its own.
    func terminal(
        _ arguments: [String], columns: Int = 80, lines: Int = 24,
        environment: [String: String] = [:]
    ) throws -> TerminalProcess {
        try TerminalProcess(
            "\(binaries)/tidings", arguments,
            environment: [
                "TIDINGS_CONFIG": configuration, "TIDINGS_STATE": state, "TZ": "UTC",
                "XDG_RUNTIME_DIR": runtime, "PAGER": "cat",
                // `swift test` sets it.
                "NO_COLOR": "",
            ].merging(environment) { $1 }, columns: columns, lines: lines)
    }

    /// Runs `tidings` on a terminal to its end.
    func shown(
        _ arguments: [String], columns: Int = 80, environment: [String: String] = [:]
    ) async throws -> (code: Int32, text: String) {
        let child = try terminal(arguments, columns: columns, environment: environment)
        guard case .exited(let code)? = try await child.wait() else {
            throw Failure("tidings \(arguments) did not end on a terminal: \(child.output)")
        }
        return (code, Self.settled(child.output))
    }

    /// What stands on a terminal when a command has ended: the line that says how far a long task is, as
    /// it is on a slow machine, has been taken away again.
    private static func settled(_ text: String) -> String {
        let parts = text.split(separator: "\r\u{1b}[K", omittingEmptySubsequences: false)
        return parts.count < 3 ? text : String(parts[0]) + String(parts[parts.count - 1])
    }

    /// Starts a script of the shell, to which `tidings` is a command.
    func startingShell(_ script: String) throws -> ChildProcess {
        try ChildProcess(
            "/bin/sh", ["-c", script],
            environment: [
                "TIDINGS_CONFIG": configuration, "TIDINGS_STATE": state, "TZ": "UTC",
                "XDG_RUNTIME_DIR": runtime,
                "PATH": "\(binaries):/usr/bin:/bin", "TERM": "dumb",
            ], folder: folder.path)
    }

    /// Runs a script of the shell, to which `tidings` is a command.
    func shell(
        _ script: String
    ) async throws -> (code: Int32, output: String, error: String) {
        let child = try startingShell(script)
        guard case .exited(let code)? = try await child.wait() else {
            throw Failure("\(script) did not end: \(child.errorOutput)")
        }
        return (code, child.output, child.errorOutput)
    }

    /// All entries as `tidings entries --all --json` tells them.
    func entries() async throws -> [StoredEntry] {
        let (code, output, error) = try await tidings("entries", "--all", "--json")
        // Before the daemon has made its database there are none.
        if code == 1, error.contains("no database") { return [] }
        struct Document: Decodable { let entries: [StoredEntry] }
        do {
            return try JSONDecoder.snakeCase.decode(Document.self, from: Data(output.utf8)).entries
        } catch {
            throw Failure("no JSON: \(output.prefix(200)) \(code)")
        }
    }

    struct StoredEntry: Decodable {
        let id: Int64
        let feed: String
        let link: String?
        let title: String?
        let published: String?
        let cluster: Int64?
        let copyOf: String?
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String
        init(_ description: String) { self.description = description }
    }
}

extension LoopbackOrigin {
    /// Serves a feed of `items` at `path`, with an ETag made of its text.
    func serveFeed(_ path: String, items: [FeedItem]) {
        handle(path) { request in
            let text = FeedItem.rss(items, title: path)
            let tag = "\"\(text.utf8.reduce(UInt64(5_381)) { $0 &* 33 &+ UInt64($1) })\""
            if request.header("If-None-Match") == tag {
                var response = Response(status: 304)
                response.add("ETag", tag)
                return response
            }
            var response = Response(text: text, type: "application/rss+xml")
            response.add("ETag", tag)
            return response
        }
    }
}

/// An item of a feed that a test makes.
struct FeedItem: Sendable {
    let id: String
    let title: String
    var text = ""
    /// Nil: it states none.
    var published: Timestamp?

    static func rss(_ items: [FeedItem], title: String) -> String {
        let body = items.map { item in
            "<item><guid isPermaLink=\"false\">\(item.id)</guid><title>\(item.title)</title>"
                + "<link>https://outlet.example/\(item.id)</link>"
                + "<description>\(item.text)</description>"
                + (item.published.map { "<pubDate>\($0.rfc3339)</pubDate>" } ?? "") + "</item>"
        }.joined(separator: "\n")
        return "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>\(title)</title>"
            + "<link>https://outlet.example/</link>\(body)</channel></rss>"
    }
}

extension JSONDecoder {
    /// For JSON whose keys are in snake_case, as the CLI prints them.
    static var snakeCase: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return decoder
    }
}
