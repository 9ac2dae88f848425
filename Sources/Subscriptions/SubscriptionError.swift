public import Platform

/// Why feeds.yml could not be read or edited, or a secret not be had.
public enum SubscriptionError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A file could not be read, written or locked.
    case file(FileError)
    /// The file is wrong, in the order of its lines. `isComplete` is false when the reading was
    /// given up, so that more may be wrong behind the last problem.
    case invalid([SubscriptionProblem], isComplete: Bool)
    /// The feed to add could not be read back from the file: what is wrong with it.
    case badFeed([String])
    /// No feed could have these values, or not the one that was to get them: what is wrong.
    case badValues([String])
    /// The feed to add stands already on this line.
    case alreadySubscribed(url: String, file: String, line: Int)
    /// No feed of the file has this address or title.
    case notSubscribed(String, file: String)
    /// Several feeds of the file have this title.
    case ambiguous(String, file: String, lines: [Int])
    /// The file is right, but written so that only a person should edit it.
    case notEditable(file: String, line: Int, reason: String)
    /// The file would hold more than is read of one.
    case tooMuch(file: String)
    /// No file could have this name of a secret.
    case badSecretName(String)
    /// There is no secret of this name in the folder (nil: no folder of secrets was given).
    case noSecret(String, folder: String?)
    /// The secret is empty or holds a control character.
    case badSecret(String, folder: String)

    /// What `body` answers; its fault as one of a file.
    static func onFile<Value: ~Copyable>(
        _ body: () throws(FileError) -> Value
    ) throws(SubscriptionError) -> Value {
        do throws(FileError) { return try body() } catch { throw .file(error) }
    }

    /// What happened, where, and what to do; of an invalid file one line a problem.
    public var description: String {
        switch self {
        case .file(let error):
            return error.description
        case .invalid(let problems, let isComplete):
            let lines = problems.map(\.description).joined(separator: "\n")
            return isComplete ? lines : lines + "\n(not read any further)"
        case .badFeed(let messages):
            return "cannot add this feed: " + messages.joined(separator: "; ")
        case .badValues(let messages):
            return "nothing was changed: " + messages.joined(separator: "; ")
        case .alreadySubscribed(let url, let file, let line):
            return "\(file):\(line): \(Quoted(url)) is already subscribed to"
        case .notSubscribed(let name, let file):
            return "\(file): no feed has the address or title \(Quoted(name))"
        case .ambiguous(let name, let file, let lines):
            let list = lines.map(String.init).joined(separator: ", ")
            return "\(file): several feeds have the title \(Quoted(name)) (lines \(list));"
                + " name one by its address"
        case .notEditable(let file, let line, let reason):
            return "\(file):\(line): \(reason); nothing was changed, edit the file by hand"
        case .tooMuch(let file):
            return "\(file): it would hold more than \(SubscriptionFile.sizeLimit >> 20) MiB or"
                + " \(SubscriptionFile.feedLimit) feeds; nothing was changed"
        case .badSecretName(let name):
            return "\(Quoted(name)) is no name of a secret; expected letters, digits, \"_\", \".\""
                + " and \"-\", and no dot first"
        case .noSecret(let name, let folder?):
            return
                "\(folder): no secret \(Quoted(name)); put user:password into a file of that name"
        case .noSecret(let name, nil):
            return "no folder of secrets to look for \(Quoted(name)) in"
        case .badSecret(let name, let folder):
            return "\(folder)/\(name): expected user:password on one line"
        }
    }
}
