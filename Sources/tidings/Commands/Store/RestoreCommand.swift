internal import CommandLineInterface
internal import Storage
internal import Values

/// `restore [FILE]`: puts a backup in the place of the database.
enum RestoreCommand: Command {
    struct Options: CommandOptions {
        var locations = LocationOptions()
        var file: String?
        var salvage = false
        var json = false
    }

    static let name = "restore"
    static let summary = "Put a backup in the place of the database, which is kept beside it."
    static let discussion = """
        Without FILE: the newest in backups/ of the state folder (`tidings backup --list`) that
        can be restored; what is passed over is told. Numbers that were given out since the
        backup are not given out again. Refused while the daemon works with the database: stop it
        first. The backup is checked as a whole before anything is touched. Afterwards feeds are
        asked for what came since.

        With --salvage: a new database with all that can be read of the one in place, for when
        there is no backup, or an old one only. Lost entries that feeds still list come again.
        """
    static var examples: [Example] {
        [
            Example("tidings restore", "put the newest backup in place"),
            Example("tidings restore /srv/copies/tidings.db", "put that one in place"),
            Example("tidings restore --salvage", "save what can be read where there is no backup"),
        ]
    }
    static var parameters: [Parameter<Options>] {
        [
            .operand(
                \.file, value: "FILE", help: "the backup", isRequired: false,
                completes: .files),
            .flag(\.salvage, "salvage", help: "save what can be read of a damaged database"),
            .json(\.json),
        ] + LocationOptions.lifted(to: \.locations)
    }

    static func run(_ options: Options) async -> ExitCode {
        let state = Locations(options.locations).state
        if options.salvage, options.file != nil {
            Output.note("--salvage takes the database in place; name no file with it")
            return .usage
        }
        do throws(StoreError) {
            if options.salvage { return try salvage(state, isJSON: options.json) }
            let progress = ProgressLine("checking the backup")
            defer { progress.end() }
            let done = try StoreBackup.restore(folder: state, from: options.file) {
                progress.tell("restoring: \(Amount.percent($0))")
            }
            progress.end()
            for newer in done.passedOver {
                Output.note(
                    "\(newer.path) is newer, but was passed over"
                        + (newer.fault.map { ": \($0)" } ?? ""))
            }
            if options.json {
                let json = JSONWriter.document {
                    $0.field("backup", done.backup)
                    $0.field("former", done.former)
                }
                Output.print(json)
            } else {
                Output.print("restored \(PrintableText.line(done.backup))\n")
                if let former = done.former {
                    Output.print(
                        "what was there is kept as \(PrintableText.line(former)); "
                            + "remove it when you need it no more\n")
                }
            }
            return .success
        } catch {
            if error.kind == .noDatabase {
                Output.note(
                    options.salvage
                        ? "there is no database at \(error.path) to save anything of; name its state "
                            + "folder with --state"
                        : "there is no backup in \(error.path); name one: tidings restore FILE")
                return .nothingFound
            }
            return ExitCode(error)
        }
    }

    private static func salvage(_ state: String, isJSON: Bool) throws(StoreError) -> ExitCode {
        let progress = ProgressLine("saving")
        defer { progress.end() }
        let done = try StoreBackup.salvage(folder: state) {
            progress.tell("saving: \(Amount.percent($0))")
        }
        progress.end()
        if isJSON {
            let json = JSONWriter.document {
                $0.field("rows", done.rows)
                $0.array("incomplete", done.incomplete)
                $0.field("former", done.former)
            }
            Output.print(json)
        } else {
            let lost =
                done.incomplete.isEmpty
                ? "all of them" : "some were lost of: \(done.incomplete.joined(separator: ", "))"
            Output.print("saved \(Output.count(done.rows, "row")), \(lost)\n")
            Output.print("the damaged one is kept as \(PrintableText.line(done.former))\n")
        }
        return done.incomplete.isEmpty ? .success : .partlyDone
    }
}
