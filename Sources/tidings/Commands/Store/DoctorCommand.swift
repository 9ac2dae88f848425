internal import CommandLineInterface
internal import Terminal
internal import Values

/// `doctor`: says what is wrong and what to do.
enum DoctorCommand: Command {
    struct Options: CommandOptions {
        var locations = LocationOptions()
        var quick = false
        var form = ListForm<Finding>()
    }

    static let name = "doctor"
    static let summary =
        "Look over configuration, files, disk, database and daemon; say what to do."
    static let discussion = """
        Changes nothing. Exits with 1 when something is at fault; a warning is none, such as that
        the daemon does not run where it was stopped in order. Exits with 4 when nothing was found
        to be at fault, but something could not be looked at by this user: it is `unknown`. The
        database is read as a whole, which takes some seconds a gigabyte; --quick leaves that out.
        """
    static var examples: [Example] {
        [
            Example("tidings doctor", "what is wrong, and what to do about it"),
            Example(
                "tidings doctor --quick --json",
                "the same for a monitor, without reading the whole database"),
        ]
    }
    static let isPaged = true
    static var parameters: [Parameter<Options>] {
        [
            .flag(\.quick, "quick", help: "do not read the whole database")
        ] + ListForm.parameters.map { $0.lifted(to: \.form) }
            + LocationOptions.lifted(to: \.locations)
    }

    static func run(_ options: Options) async -> ExitCode {
        let locations = Locations(options.locations)
        let daemon = options.locations.daemon
        let clock = PageClock(
            now: WallClock.system.now, columns: options.form.isTable ? Output.columns : nil)
        let progress = ProgressLine("looking over the database")
        let place = PlaceExamination(state: locations.state, daemon: daemon)
        var findings = [ConfigurationExamination.finding(locations)]
        findings += DaemonExamination.findings(daemon, clock)
        findings += place.findings
        findings += await DatabaseExamination(
            state: locations.state, isQuick: options.quick, daemon: daemon, clock: clock
        ).findings()
        progress.end()
        let isFaulty = findings.contains { $0.grade == .fault }
        let isWhole = !findings.contains { $0.grade == .unknown }
        let isHealthy: Bool? = isFaulty ? false : isWhole ? true : nil
        if options.form.isTable {
            print(findings)
        } else {
            options.form.print("findings", findings) { $0.field("healthy", isHealthy) }
        }
        if isFaulty { return .failure }
        if isWhole { return .success }
        Output.note("not all could be looked at: see what is `unknown`, and what to do about it")
        return .partlyDone
    }

    private static func print(_ findings: [Finding]) {
        if let width = Output.columns {
            let style = Style.output
            // Beside the subjects of a narrow terminal no text has room to be read.
            let isNarrow = EventPage.isNarrow(width)
            let indent = isNarrow ? 2 : 22
            for finding in findings {
                let mark = mark(finding.grade)
                let blanks = String(
                    repeating: " ", count: isNarrow ? 2 : max(1, 15 - finding.subject.count))
                let told = [finding.text, finding.remedy].compactMap { $0 }.flatMap {
                    Wrapping.lines(PrintableText.line($0), width: max(10, width - indent))
                }
                let start = "\n" + String(repeating: " ", count: indent)
                Output.print(
                    finding.subject + blanks + (finding.grade == .ok ? mark : style.warning(mark))
                        + (isNarrow ? start : "") + told.joined(separator: start) + "\n")
            }
        } else {
            var table = Table([.init("SUBJECT"), .init("GRADE"), .init("TEXT"), .init("REMEDY")])
            for finding in findings {
                table.add([
                    finding.subject, finding.grade.rawValue, finding.text, finding.remedy ?? "",
                ])
            }
            Output.print(table)
        }
    }

    private static func mark(_ grade: Finding.Grade) -> String {
        switch grade {
        case .ok: "ok     "
        case .warning: "WARN   "
        case .fault: "FAULT  "
        case .unknown: "unknown"
        }
    }
}
