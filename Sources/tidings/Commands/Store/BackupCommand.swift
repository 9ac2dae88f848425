internal import CommandLineInterface
internal import Platform
internal import Storage
internal import Values

/// `backup [FILE]`: copies the database while the daemon works.
enum BackupCommand: Command {
    struct Options: CommandOptions {
        var locations = LocationOptions()
        var file: String?
        var force = false
        var list = false
        var form = ListForm<BackupFile>()
    }

    static let name = "backup"
    static let summary = "Copy the database to a file, while the daemon works or without one."
    static let discussion = """
        The copy is of one moment and complete in one file, which only you can read, and which
        is there in one step once it is. Without FILE it goes to backups/ in the state folder;
        `tidings restore` puts one in place. --list tells of files there that cannot be restored
        by what they begin with; the whole of one is looked through before it is put in place.
        """
    static var examples: [Example] {
        [
            Example("tidings backup", "keep a copy in the state folder"),
            Example(
                "tidings backup --force /srv/copies/tidings.db", "replace the copy of yesterday"),
            Example("tidings backup --list", "what restore finds"),
        ]
    }
    static var parameters: [Parameter<Options>] {
        [
            .operand(
                \.file, value: "FILE", help: "where the copy goes", isRequired: false,
                completes: .files),
            .flag(\.force, "force", help: "replace FILE if it is there"),
            .flag(\.list, "list", "l", help: "list the backups in the state folder, newest first"),
        ] + ListForm.parameters.map { $0.lifted(to: \.form) }
            + LocationOptions.lifted(to: \.locations)
    }

    static func run(_ options: Options) async -> ExitCode {
        let state = Locations(options.locations).state
        if options.list, options.file != nil || options.force {
            Output.note("--list is of the state folder's backups; name no file with it")
            return .usage
        }
        if options.list { return list(state, options.form) }
        // What is no regular file is not replaced by force either.
        if let file = options.file, !options.force, FilePresence.exists(file),
            (try? AtomicFile.replaceablePath(of: file)) != nil
        {
            Output.note("\(file) is there already; --force replaces it")
            return .failure
        }
        if let file = options.file, let identity = try? FileIdentity(path: file),
            identity == (try? FileIdentity(path: Locations(options.locations).configuration))
        {
            Output.note("\(file) is your feeds.yml; name another file")
            return .failure
        }
        do throws(StoreError) {
            let progress = ProgressLine("copying")
            defer { progress.end() }
            let path = try StoreBackup.make(
                folder: state, to: options.file, isReplacing: options.force
            ) { progress.tell("copying: \(Amount.percent($0))") }
            progress.end()
            let copy = BackupFile(path: path, fault: nil)
            if options.form.isTable {
                Output.print("\(PrintableText.line(path)): \(Amount.bytes(copy.bytes))\n")
            } else {
                options.form.print(copy)
            }
            return .success
        } catch {
            return ExitCode(error)
        }
    }

    private static func list(_ state: String, _ form: ListForm<BackupFile>) -> ExitCode {
        let copies: [BackupFile]
        do throws(StoreError) {
            copies = try StoreBackup.list(folder: state).map {
                BackupFile(path: $0.path, fault: $0.fault)
            }
        } catch {
            return ExitCode(error)
        }
        if !form.isTable {
            form.print("backups", copies)
        } else if copies.isEmpty {
            Output.note("no backup in \(state)/backups; `tidings backup` makes one")
        } else {
            var table = Table([.init("SIZE", .right), .init("FILE"), .init("UNUSABLE")])
            for copy in copies {
                table.add([
                    .init(Amount.bytes(copy.bytes), piped: "\(copy.bytes)"), .init(copy.path),
                    .init(copy.fault ?? ""),
                ])
            }
            Output.print(table)
        }
        return copies.isEmpty ? .nothingFound : .success
    }
}

/// A copy of the database.
struct BackupFile: ListedRecord {
    let path: String
    let bytes: Int64
    /// Why it cannot be restored; nil: it looks as if it can.
    let fault: String?

    init(path: String, fault: KeptBackup.Fault?) {
        self.fault = fault?.description
        self.path = path
        // Who has the copies elsewhere may have a link in their place: it is as large as what it leads to.
        let real = (try? AtomicFile.realPath(of: path)) ?? path
        bytes = FileStatus(of: real)?.size ?? 0
    }

    static let fields: [RecordField<BackupFile>] = [
        .text("file") { $0.path },
        .number("bytes") { $0.bytes },
        .text("unusable") { $0.fault },
    ]
}
