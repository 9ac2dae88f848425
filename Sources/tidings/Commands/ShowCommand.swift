internal import CommandLineInterface
internal import Events
internal import Storage
internal import Values

/// `show ID`: one event with its timeline, and why each entry is in it.
enum ShowCommand: Command {
    struct Options: Sendable {
        var locations = LocationOptions()
        var id: EventNumber?
        var why = false
        var isAddress = false
        var json = false
    }

    static let name = "show"
    static let summary = "Show one event: its timeline, who copied whom, and why it is one."
    static let discussion = """
        Behind "new:" stands what an entry told that none before it in the timeline had:
        numbers, names, telling terms. Copies add nothing. An event grows by so many texts
        an hour that are no copies, over the last six hours.
        """
    static var examples: [Example] {
        [
            Example("tidings show 17", "the timeline of event 17"),
            Example(
                "tidings show 17 --why",
                "and the decision on each of its entries as it was made"),
            Example("tidings show 17 --open", "only the address of its headline, for a browser"),
        ]
    }
    static let isPaged = true
    static var defaults: Options { Options() }
    static var parameters: [Parameter<Options>] {
        [
            .operand(
                \.id, value: "ID", help: "the event's number in `tidings clusters`: 17 or '#17'",
                isRequired: true),
            .flag(\.why, "why", help: "tell for each entry why it belongs to the event"),
            .flag(
                \.isAddress, "open",
                help: "print only the address of its headline; nothing is opened"),
            .flag(\.json, "json", help: "print one JSON document"),
        ] + LocationOptions.parameters.map { $0.lifted(to: \.locations) }
    }

    static func run(_ options: Options) async -> ExitCode {
        let background: BackgroundFrequencies
        do {
            background = BackgroundFrequencies(tables: try SharedData.frequencies())
        } catch {
            Output.note("\(error)")
            return .failure
        }
        return options.locations.withStore { store throws(StoreError) in
            guard let id = options.id?.number else { return .usage }
            guard let detail = try store.cluster(id) else {
                Output.note("there is no event \(id); `tidings clusters` lists them")
                return .nothingFound
            }
            if id != detail.cluster.id, !options.json {
                Output.note("event \(id) was merged into \(detail.cluster.id)")
            }
            if options.isAddress {
                guard let link = WebURL.shown(detail.cluster.headline.link) else {
                    Output.note("the headline of event \(detail.cluster.id) has no address")
                    return .nothingFound
                }
                Output.print(PrintableText.line(link) + "\n")
                return .success
            }
            let story = try EventStory(detail, in: store, background: background)
            if options.json {
                Output.print(json(story))
            } else {
                let text = EventPage(
                    story: story, showsReasons: options.why, style: .output,
                    now: WallClock.system.now, columns: Output.columns
                ).text
                Output.print(text)
            }
            return .success
        }
    }

    /// The number of an event as it is listed, or with the sign that stands before it on its page.
    struct EventNumber: ArgumentValue, Equatable {
        let number: Int64

        static let expectation = "the number of an event, such as 17 or '#17'"
        static let completion = Completion.events

        init?(argument: String) {
            let digits = argument.hasPrefix("#") ? argument.dropFirst() : argument[...]
            guard let number = Int64(digits), number >= 0 else { return nil }
            self.number = number
        }
    }

    private static func json(_ story: EventStory) -> JSONWriter {
        let detail = story.detail
        var json = JSONWriter()
        json.object {
            $0.field("version", Output.jsonVersion)
            $0.object("cluster") { $0.write(detail.cluster) }
            $0.array("members") { array in
                for member in detail.members {
                    array.object {
                        $0.write(member.entry)
                        $0.array("added", story.additions[member.entry.id] ?? [])
                        $0.field("copy_evidence", member.entry.copy?.direction)
                        $0.field("score", member.membership.score)
                        $0.field("reason", member.membership.decision?.text)
                        $0.field("decision", member.membership.decision)
                    }
                }
            }
        }
        return json
    }
}
