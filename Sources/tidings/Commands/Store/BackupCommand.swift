internal import CommandLineInterface
internal import Platform
internal import Storage
internal import Values

/// `backup [FILE]`: copies the database while the daemon works.
enum BackupCommand: Command {
    struct Options: Sendable {
        var locations = LocationOptions()
        var file: String?
        var force = false
        var list = false
        var json = false
    }

    static let name = "backup"
    static let summary = "Copy the database to a file, while the daemon works or without one."
    static let discussion = """
        The copy is of one moment and complete in one file, which only you can read, and which
        is there in one step once it is. Without FILE it goes to backups/ in the state folder;
        `tidings restore` puts one in place.
        """
    static var examples: [Example] {
        [
            Example("tidings backup", "keep a copy in the state folder"),
            Example(
                "tidings backup --force /srv/copies/tidings.db", "replace the copy of yesterday"),
            Example("tidings backup --list", "what restore finds"),
        ]
    }
    static var defaults: Options { Options() }
    static var parameters: [Parameter<Options>] {
        [
            .operand(
                \.file, value: "FILE", help: "where the copy goes", isRequired: false,
                completes: .files),
            .flag(\.force, "force", help: "replace FILE if it is there"),
            .flag(\.list, "list", "l", help: "list the backups in the state folder, newest first"),
            .flag(\.json, "json", help: "print one JSON document"),
        ] + LocationOptions.parameters.map { $0.lifted(to: \.locations) }
    }

    static func run(_ options: Options) async -> ExitCode {
        let state = Locations(options.locations).state
        if options.list { return list(state, isJSON: options.json) }
        if let file = options.file, !options.force, FilePresence.exists(file) {
            Output.note("\(file) is there already; --force replaces it")
            return .failure
        }
        do throws(StoreError) {
            var progress = CopyProgress("copying")
            let path = try StoreBackup.make(
                folder: state, to: options.file, isReplacing: options.force
            ) { progress.tell($0) }
            progress.end()
            let size = FileStatus(of: path)?.size ?? 0
            if options.json {
                var json = JSONWriter()
                json.object {
                    $0.field("version", Output.jsonVersion)
                    $0.field("file", path)
                    $0.field("bytes", size)
                }
                Output.print(json)
            } else {
                Output.print("\(PrintableText.line(path)): \(Amount.bytes(size))\n")
            }
            return .success
        } catch {
            return ExitCode(error)
        }
    }

    private static func list(_ state: String, isJSON: Bool) -> ExitCode {
        let paths = StoreBackup.list(folder: state)
        if isJSON {
            var json = JSONWriter()
            json.object {
                $0.field("version", Output.jsonVersion)
                $0.array("backups") { array in
                    for path in paths {
                        array.object {
                            $0.field("file", path)
                            $0.field("bytes", FileStatus(of: path)?.size)
                        }
                    }
                }
            }
            Output.print(json)
        } else {
            var table = Table([.init("SIZE", .right), .init("FILE")])
            for path in paths {
                let size = FileStatus(of: path)?.size ?? 0
                table.add([.init(Amount.bytes(size), piped: "\(size)"), .init(path)])
            }
            if paths.isEmpty {
                Output.note("no backup in \(state)/backups; `tidings backup` makes one")
            }
            if !paths.isEmpty { Output.print(table) }
        }
        return paths.isEmpty ? .nothingFound : .success
    }
}

/// How far something long is, on a terminal, once it takes longer than a second.
struct CopyProgress {
    private let verb: String
    private let start = SystemTime.monotonicNanoseconds()
    private let isWatched = StandardStream.error.isTerminal
    private var told = -1

    init(_ verb: String) { self.verb = verb }

    /// `share` is 0–1.
    mutating func tell(_ share: Double) {
        let percent = Int(min(max(share, 0), 1) * 100)
        guard isWatched, percent != told,
            SystemTime.monotonicNanoseconds() - start > 1_000_000_000
        else { return }
        told = percent
        StandardStream.error.write("\r\(verb): \(percent) %")
    }

    func end() {
        if told >= 0 { StandardStream.error.write("\r\u{1b}[K") }
    }
}
