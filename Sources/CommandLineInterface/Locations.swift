internal import Platform

/// Where feeds.yml and the state are, for both programs alike.
public struct Locations: Sendable, Equatable {
    /// feeds.yml.
    public var configuration: String
    /// The folder of the database.
    public var state: String

    /// Where a daemon may leave word of how it is: systemd's folder for the service, the user's own
    /// (XDG Base Directory), that of the system's service.
    public static var runtimeFolders: [String] {
        var folders: [String] = []
        if let own = ProcessEnvironment.value(of: "RUNTIME_DIRECTORY") { folders.append(own) }
        if let user = ProcessEnvironment.value(of: "XDG_RUNTIME_DIR") {
            folders.append("\(user)/tidings")
        }
        return folders + ["/run/tidings"]
    }

    /// What the command line names, else the environment (`TIDINGS_CONFIG`, `TIDINGS_STATE`), else
    /// the user's own files where there is a feeds.yml (XDG Base Directory), else those of the
    /// system's service.
    public init(_ options: LocationOptions) {
        let value = ProcessEnvironment.value
        // Cron jobs and containers may have no HOME. Who has no home at all is told of files in /.
        let home = value("HOME") ?? AccountName.home(ProcessEnvironment.user) ?? ""
        let ownConfiguration =
            (value("XDG_CONFIG_HOME") ?? "\(home)/.config") + "/tidings/feeds.yml"
        let ownState = (value("XDG_STATE_HOME") ?? "\(home)/.local/state") + "/tidings"
        let systemConfiguration = "/etc/tidings/feeds.yml"
        let isSystem =
            !FilePresence.exists(ownConfiguration)
            && (ProcessEnvironment.isRoot || FilePresence.exists(systemConfiguration))
        configuration =
            options.configuration ?? value("TIDINGS_CONFIG")
            ?? (isSystem ? systemConfiguration : ownConfiguration)
        state =
            options.state ?? value("TIDINGS_STATE")
            ?? (isSystem ? "/var/lib/tidings" : ownState)
    }
}

extension Locations {
    /// The environment that decides, for the manual.
    static let variables: [(name: String, meaning: String)] = [
        ("TIDINGS_CONFIG", "The feeds.yml to use where `--config` does not say it."),
        ("TIDINGS_STATE", "The folder of the database where `--state` does not say it."),
        (
            "XDG_CONFIG_HOME, XDG_STATE_HOME",
            "Where the user's own files are (`~/.config`, `~/.local/state`)."
        ),
    ]

    /// The environment of what is read at a terminal, for the manual.
    static let readingVariables: [(name: String, meaning: String)] = [
        ("NO_COLOR", "If set, nothing is coloured."),
        ("COLUMNS", "The width of lists and pages on a terminal, in place of its own."),
        (
            "PAGER",
            "The command by which what is longer than the terminal is read (`less`), run by the shell; "
                + "empty or `cat`: none. It gets `LESS=FRX` where LESS is not set."
        ),
    ]

    /// The files that are used, for the manual.
    static let files: [(name: String, meaning: String)] = [
        ("~/.config/tidings/feeds.yml", "The feeds of a user, where there is this file."),
        (
            "/etc/tidings/feeds.yml",
            "The feeds of the service, where there is no file of the user's."
        ),
        ("~/.local/state/tidings/tidings.db", "The database of a user."),
        ("/var/lib/tidings/tidings.db", "The database of the service."),
    ]
}

/// `--config` and `--state`, which every command has that reads or writes them.
public struct LocationOptions: Sendable, Equatable {
    public var configuration: String?
    public var state: String?

    public init() {}

    public static var parameters: [Parameter<LocationOptions>] {
        [
            .option(
                \.configuration, "config", value: "FILE", help: "feeds.yml to use",
                completes: .files),
            .option(
                \.state, "state", value: "DIR", help: "folder of the database",
                completes: .folders),
        ]
    }

    /// The same of a command whose options hold these at `path`.
    public static func lifted<Outer>(
        to path: WritableKeyPath<Outer, LocationOptions>
    ) -> [Parameter<Outer>] {
        parameters.map { $0.lifted(to: path) }
    }
}
