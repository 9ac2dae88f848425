/// A script by which a shell completes the command lines of the programs.
public enum Completions {
    public enum Shell: String, ArgumentChoice {
        case bash, zsh, fish
    }

    /// The script for `programs`, of which the first lists feeds, events, entries and the like.
    public static func script(for shell: Shell, _ programs: [CommandOutline]) -> String {
        let lister = programs.first?.title ?? ""
        return switch shell {
        case .bash: BashCompletions(programs, lister: lister).text
        case .zsh: ZshCompletions(programs, lister: lister).text
        case .fish: FishCompletions(programs, lister: lister).text
        }
    }

    /// The line at the head of a script.
    static func title(_ shell: Shell, _ programs: [String]) -> String {
        "Completions of \(programs.joined(separator: " and ")) for \(shell.rawValue), as "
            + "`\(programs.first ?? "") completions \(shell.rawValue)` prints them."
    }

    /// An address that no shell reads anything into, as a regular expression all of them know. Feeds
    /// are hostile, and so is what they name.
    static let plainURL = "^https?://[A-Za-z0-9./:_%+,@=-]+$"
    /// A tag of which the same is true, to the shells that have such classes.
    static let plainTag = "^[[:alnum:]._-]+$"
    /// The numbers that listings begin their lines with.
    static let number = "^[0-9]{1,18}$"
}

extension Completion {
    /// The command whose lines begin with what may be typed, and the state that is asked for; nil where no
    /// command is asked so.
    var listing: String? {
        switch self {
        case .feeds: "feeds"
        case .feedsSwitchedOff: "feeds off"
        case .events: "clusters"
        case .entries: "entries"
        case .decisions: "history"
        case .nothing, .tags, .words, .files, .folders: nil
        }
    }
}
