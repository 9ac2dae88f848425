internal import CommandLineInterface
internal import Storage
internal import Terminal
internal import Values

/// Where commands print: data to standard output, words about it to standard error.
enum Output {
    static func print(_ text: String) {
        StandardStream.output.write(text)
    }

    static func print(_ json: JSONWriter) {
        StandardStream.output.write(json.bytes + [UInt8(ascii: "\n")])
    }

    /// A piece of something long; false once nobody reads any more.
    @discardableResult
    static func write(_ bytes: [UInt8]) -> Bool { StandardStream.output.write(bytes) }

    static func print(_ table: Table) {
        if let columns {
            print(table.aligned(width: columns, style: .output))
        } else {
            print(table.tabSeparated)
        }
    }

    /// The width for text; nil when standard output is a pipe or a file, in which nothing is cut.
    static var columns: Int? { StandardStream.output.textColumns }

    /// A word to the person, which a script that reads the output does not see.
    static func note(_ text: String) {
        for line in text.split(separator: "\n") {
            StandardStream.error.write("tidings: \(PrintableText.line(String(line)))\n")
        }
    }

    /// How much of a list is shown, below it: for the person, and so on standard error.
    static func total(_ text: String) {
        let columns = StandardStream.error.isTerminal ? StandardStream.error.columns : nil
        for line in Wrapping.lines(PrintableText.line(text), width: columns) {
            StandardStream.error.write(Style.error.dim(line) + "\n")
        }
    }

    /// `1 feed`, `2 feeds`.
    static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
        "\(number) \(number == 1 ? one : many ?? "\(one)s")"
    }

    /// The version of all JSON documents that the commands print; it changes when a field is
    /// renamed, removed or means something else.
    static let jsonVersion = 1
}

extension ExitCode {
    /// How a command ends that could not read the store; says why on standard error, and without a
    /// database, since the daemon has never run, that it is to be started.
    init(_ error: StoreError) {
        Output.note("\(error)")
        self = .failure
    }
}

extension Locations {
    /// Whether the daemon runs, and what it says of itself.
    var daemon: DaemonPresence {
        DaemonPresence(state: state, runtime: Self.runtimeFolders)
    }

    /// Tells of an edit of feeds.yml that no daemon runs to see it, and what comes of it by that.
    func noteAbsence(_ consequence: String) {
        let daemon = daemon
        switch daemon {
        case .running: break
        case .absent, .replacing:
            Output.note("the daemon does not run\(daemon.cause); \(consequence)")
        case .hidden(let error):
            Output.note("whether the daemon runs cannot be told: \(error)")
        }
    }
}

extension DaemonPresence {
    /// Why none runs, to stand behind that; empty where it just was not started.
    var cause: String {
        guard case .replacing(let restore) = self else { return "" }
        return " while `tidings restore` is at work (process \(restore.processID))"
    }
}

extension LocationOptions {
    /// Whether the daemon runs, and what it says of itself.
    var daemon: DaemonPresence { Locations(self).daemon }

    /// Runs `body` on the store that the options lead to; says why when it cannot be read.
    func withStore(_ body: (StoreSession) throws(StoreError) -> ExitCode) -> ExitCode {
        do throws(StoreError) {
            return try body(try StoreSession(folder: Locations(self).state))
        } catch {
            return ExitCode(error)
        }
    }
}
