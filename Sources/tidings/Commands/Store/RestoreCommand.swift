internal import CommandLineInterface
internal import Storage
internal import Values

/// `restore [FILE]`: puts a backup in the place of the database.
enum RestoreCommand: Command {
    struct Options: Sendable {
        var locations = LocationOptions()
        var file: String?
        var json = false
    }

    static let name = "restore"
    static let summary = "Put a backup in the place of the database, which is kept beside it."
    static let discussion = """
        Without FILE: the newest in backups/ of the state folder (`tidings backup --list`).
        Refused while the daemon works with the database: stop it first. The backup is checked
        as a whole before anything is touched. Afterwards feeds are asked for what came since.
        """
    static var defaults: Options { Options() }
    static var parameters: [Parameter<Options>] {
        [
            .operand(\.file, value: "FILE", help: "the backup", isRequired: false),
            .flag(\.json, "json", help: "print one JSON document"),
        ] + LocationOptions.parameters.map { $0.lifted(to: \.locations) }
    }

    static func run(_ options: Options) async -> ExitCode {
        let state = Locations(options.locations).state
        do throws(StoreError) {
            var progress = CopyProgress("restoring")
            let done = try StoreBackup.restore(folder: state, from: options.file) {
                progress.tell($0)
            }
            progress.end()
            if options.json {
                var json = JSONWriter()
                json.object {
                    $0.field("version", Output.jsonVersion)
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
                Output.note("there is no backup in \(error.path); name one: tidings restore FILE")
                return .nothingFound
            }
            return ExitCode(error)
        }
    }
}
