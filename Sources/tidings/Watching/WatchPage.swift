internal import CommandLineInterface
internal import Events
internal import Platform
internal import Storage
internal import Terminal
internal import Values

/// Where `watch` tells of changes: a list that is drawn again on a terminal, lines of JSON in a pipe,
/// and a program, if one is wanted.
struct WatchPage {
    private let program: String?
    /// Whether the list is drawn again and again.
    let isDrawn =
        StandardStream.output.isTerminal && ProcessEnvironment.value(of: "TERM") != "dumb"
    /// What the events that changed since the beginning were last, of those that are drawn.
    private var marks: [ClusterID: EventChange] = [:]

    /// Seconds that a program may take for an event.
    private static let patience = 30

    init(program: String?) {
        self.program = program
    }

    /// Tells of each change; false once nobody reads any more.
    mutating func tell(_ news: [EventLooks.News]) -> Bool {
        for change in news {
            let line = Self.line(change)
            if isDrawn {
                marks[change.event.id] = change.change
            } else if !StandardStream.output.write(line) {
                return false
            }
            if let program { Self.run(program, line, change.event.id) }
        }
        return true
    }

    /// One JSON object and the end of its line.
    static func line(_ news: EventLooks.News) -> [UInt8] {
        var json = JSONWriter()
        json.object {
            $0.write(news.event)
            $0.field("change", news.change.rawValue)
            guard news.change == .corrected else { return }
            $0.array("corrected") { array in
                for correction in news.corrections {
                    array.object {
                        $0.field("entry", correction.entry)
                        $0.field("former_title", correction.formerTitle)
                        $0.field("reworded", correction.isReworded)
                    }
                }
            }
        }
        json.newline()
        return json.bytes
    }

    private static func run(_ program: String, _ input: [UInt8], _ event: ClusterID) {
        do throws(FileError) {
            let code = try ChildInput.run(program, input: input, seconds: patience)
            if code != 0 { Output.note("\(program) ended with \(code) for event \(event)") }
        } catch {
            Output.note("event \(event): \(error)")
        }
    }

    /// What is said while nothing new can come; nil while it can.
    static func lonely(_ daemon: DaemonPresence) -> String? {
        guard daemon.isAbsent else { return nil }
        return "tidingsd does not run\(daemon.cause): nothing new comes until it is started"
    }

    /// Draws the latest events, as many as there are lines for; false once nobody sees it.
    mutating func draw(
        _ looks: EventLooks, _ locations: LocationOptions
    ) throws(StoreError) -> Bool {
        guard isDrawn else { return true }
        let width = Output.columns ?? 80
        let note = Self.lonely(locations.daemon).map { Wrapping.lines($0, width: width) } ?? []
        // One line is the cursor's.
        let room = (StandardStream.output.lines ?? 24) - note.count - 1
        let events = try looks.latest(max(1, room))
        marks = marks.filter { mark in events.contains { $0.id == mark.key } }
        let table = Self.table(events, marks, now: WallClock.system.now)
        // To the first cell, and what stood there away; in one write, so that it does not flicker.
        return StandardStream.output.write(
            "\u{1b}[H\u{1b}[J" + table.aligned(width: width, lines: room, style: .output)
                + note.map { Style.output.warning($0) + "\n" }.joined())
    }

    static func table(
        _ events: [ClusterRecord], _ marks: [ClusterID: EventChange], now: Timestamp
    ) -> Table {
        var table = Table([
            .init("ID", .right), .init("CHANGE"), .init("LAST", yields: 2),
            .init("PUBLISHERS", .right, yields: 1), .init("TEXTS", .right, yields: 3),
            .init("HEADLINE", isFlexible: true),
        ])
        for event in events {
            table.add([
                "\(event.id)", .init(marks[event.id]?.rawValue ?? ""),
                .init(event.last, now: now, Moment.short),
                "\(event.publisherCount)", "\(event.independentTextCount)",
                .init(event.headline.headline),
            ])
        }
        return table
    }
}
