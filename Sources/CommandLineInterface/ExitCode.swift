/// How a program of Tidings ends; the numbers are part of its contract and never change.
public enum ExitCode: Int32, Sendable, CaseIterable {
    /// Done.
    case success = 0
    /// It was tried and failed; standard error says why.
    case failure = 1
    /// The command line cannot be read.
    case usage = 2
    /// Nothing matched, or a part of what was asked for.
    case nothingFound = 3
    /// It needs the daemon, and the daemon does not run, or has not made a database yet.
    case noDaemon = 4
    /// feeds.yml is not valid.
    case invalidConfiguration = 5

    /// What the number tells, for help and manual.
    public var meaning: String {
        switch self {
        case .success: "done"
        case .failure: "failed, or standard output could not be written; standard error says why"
        case .usage: "the command line cannot be read"
        case .nothingFound: "nothing was found, or only a part was done"
        case .noDaemon: "the daemon does not run, or has not run yet"
        case .invalidConfiguration: "feeds.yml is not valid"
        }
    }
}
