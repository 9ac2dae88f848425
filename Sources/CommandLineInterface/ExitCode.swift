/// How a program of Tidings ends; the numbers are part of its contract and never change.
public enum ExitCode: Int32, Sendable, CaseIterable {
    /// Done.
    case success = 0
    /// It was tried and failed; standard error says why.
    case failure = 1
    /// The command line cannot be read.
    case usage = 2
    /// Nothing matched.
    case nothingFound = 3
    /// A part of what was asked for was done; standard error says which was not, and why.
    case partlyDone = 4
    /// feeds.yml is not valid.
    case invalidConfiguration = 5
    /// A signal ended what goes on until then; 128 and the number of SIGINT, as shells have it.
    case interrupted = 130

    /// Those that any command can end with.
    public static var usual: [ExitCode] { allCases.filter { $0 != .interrupted } }

    /// What the number tells, for help and manual.
    public var meaning: String {
        switch self {
        case .success: "done"
        case .failure: "failed, or standard output could not be written; standard error says why"
        case .usage: "the command line cannot be read"
        case .nothingFound: "nothing was found"
        case .partlyDone: "only a part was done; standard error says what was not"
        case .invalidConfiguration: "feeds.yml is not valid"
        case .interrupted: "interrupted by a signal"
        }
    }
}
