internal import CommandLineInterface
internal import Events
internal import Platform
internal import Storage
internal import Values

/// The number of an entry as it is listed.
struct EntryNumber: ArgumentValue, Equatable {
    let number: EntryID

    static let expectation = "the number of an entry, such as 1234"
    static let completion = Completion.entries

    init?(argument: String) {
        guard let number = EntryID(argument), number > 0 else { return nil }
        self.number = number
    }

    /// Whether something is known of an entry; where not, it is said on standard error.
    static func isKnown(_ entry: EntryID, in store: StoreSession) throws(StoreError) -> Bool {
        if try store.entry(entry) != nil { return true }
        if try store.expiredEntry(entry) != nil { return true }
        Output.note("there is no entry \(entry); `tidings entries` lists them")
        return false
    }
}

/// What the commands by which people decide themselves have in common.
enum HandDecisions {
    struct Options: CommandOptions {
        var locations = LocationOptions()
        var json = false

        static var parameters: [Parameter<Options>] {
            [.json(\.json)]
                + LocationOptions.lifted(to: \.locations)
        }
    }

    /// What an event that is opened is about, until the daemon tells it. Without the frequencies of words
    /// that is left to the daemon.
    private static func outline(
        of event: ClusterID, _ entries: [ClusteredEntry]
    ) -> ClusterChanges? {
        guard let table = try? SharedData.frequencyReader() else { return nil }
        return Clusterer.outline(
            of: event, entries.map { ($0.entry.document, $0.membership) },
            background: BackgroundFrequencies(reading: table))
    }

    /// Makes a decision in the store and tells it.
    static func make(_ decision: HandDecision, _ options: Options) -> ExitCode {
        options.locations.withStore { store throws(StoreError) in
            switch try store.decide(
                decision, by: ProcessEnvironment.userName, telling: outline)
            {
            case .failure(let problem):
                Output.note("\(problem)")
                if case .pinnedAlready = problem {
                    if options.json { Output.print(json(nil)) }
                    return .success
                }
                return .nothingFound
            case .success(let record):
                if options.json {
                    Output.print(json(record))
                } else {
                    let told = PrintableText.line(record.told)
                    Output.print(
                        Output.columns == nil
                            ? "\(record.number)\t\(told)\n"
                            : "\(told) (decision \(record.number))\n")
                }
                return .success
            }
        }
    }

    /// - Parameter record: nil where there was nothing to decide.
    private static func json(_ record: HandRecord?) -> JSONWriter {
        JSONWriter.document {
            guard let record else { return $0.field("decision", nil as String?) }
            $0.object("decision") { $0.write(record) }
        }
    }
}

extension HandRecord: ListedRecord {
    static let fields: [RecordField<HandRecord>] = [
        .number("number") { $0.number },
        .time("made") { $0.made },
        .text("person") { $0.person },
        .text("kind") { $0.kind.rawValue },
        .number("event") { $0.event },
        .text("told") { $0.told },
        .numbers("entries") { $0.entries },
        .number("undone_by") { $0.undone },
    ]
}
