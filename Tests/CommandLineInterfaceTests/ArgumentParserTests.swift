import Testing

@testable import CommandLineInterface

/// A command with one of each kind of parameter.
private enum Sample: Command {
    struct Options: CommandOptions, Equatable {
        var json = false
        var quiet = false
        var limit = 20
        var since: Span?
        var sort = Order.newest
        var first: String?
        var rest: [String] = []
    }

    enum Order: String, ArgumentChoice {
        case newest, largest, none
    }

    static let name = "sample"
    static let summary = "Try the parser."
    static var examples: [Example] { [Example("tidings sample -j a", "a alone")] }
    static var parameters: [Parameter<Options>] {
        [
            .flag(\.json, "json", "j", help: "print JSON"),
            .flag(\.quiet, "quiet", "q", help: "print nothing"),
            .option(\.limit, "limit", "n", value: "COUNT", help: "at most COUNT"),
            .option(\.since, "since", value: "SPAN", help: "not older than SPAN"),
            .option(\.sort, "sort", value: "ORDER", help: "in this order"),
            .operand(\.first, value: "FIRST", help: "the first", isRequired: true),
            .operands(\.rest, value: "REST", help: "the rest", isRequired: false),
        ]
    }

    static func run(_ options: Options) async -> ExitCode { .success }
}

struct ArgumentParserTests {
    private func options(_ arguments: String...) throws(UsageError) -> Sample.Options {
        try Sample.options(from: arguments[...])
    }

    @Test func `reads options in every GNU spelling, before and after operands`() throws {
        var expected = Sample.Options()
        expected.json = true
        expected.quiet = true
        expected.limit = 5
        expected.since = Span(seconds: 86_400)
        expected.first = "a"
        expected.rest = ["b"]
        #expect(try options("-jqn5", "a", "--since=24h", "b") == expected)
        #expect(try options("a", "--json", "-q", "-n", "5", "--since", "1d", "b") == expected)
        #expect(try options("-jq", "--limit=5", "--since", "24h", "--", "a", "b") == expected)
    }

    @Test func `spans are written as in feeds.yml`() throws {
        for (text, seconds) in [
            ("2h30m", 9_000), ("1d12h", 129_600), ("2w", 1_209_600), ("90", 90),
        ]
            as [(String, Int64)]
        {
            #expect(try options("a", "--since", text).since == Span(seconds: seconds))
        }
        for text in ["0", "30m2h", "1y", "h", "5 m", "99999999999999999999w"] {
            #expect(throws: UsageError.self) { try options("a", "--since", text) }
        }
    }

    @Test func `takes what begins with a dash as an operand after two dashes`() throws {
        #expect(try options("--", "--json").first == "--json")
        #expect(try options("-").first == "-")
    }

    @Test(arguments: [
        (["--jsen", "a"], UsageError.unknownOption("--jsen", nearest: "--json")),
        (["-x", "a"], .unknownOption("-x", nearest: nil)),
        (["--limit"], .missingValue(option: "--limit", value: "COUNT")),
        (["--json=1", "a"], .unwantedValue(option: "--json")),
        (["-n", "many", "a"], .badValue("many", of: "-n", expected: Int.expectation)),
        (["--since", "1y", "a"], .badValue("1y", of: "--since", expected: Span.expectation)),
        ([], .missingOperand("FIRST")),
    ])
    func `says what is wrong with a command line`(
        arguments: [String], expected: UsageError
    ) {
        #expect(throws: expected) { try Sample.options(from: arguments[...]) }
    }

    @Test func `refuses an operand too many`() {
        #expect(throws: UsageError.unexpectedOperand("x")) {
            var options = Sample.Options()
            let parser = ArgumentParser(parameters: Array(Sample.parameters.dropLast()))
            try parser.parse(["a", "x"], into: &options)
        }
    }

    @Test func `a long option may be cut as far as it can be but one`() throws {
        #expect(try options("a", "--lim", "5", "--js", "--si=1d").limit == 5)
        #expect(throws: UsageError.unknownOption("--", nearest: nil)) {
            var options = Sample.Options()
            try ArgumentParser(parameters: Sample.parameters).parse(["--=5"], into: &options)
        }
        #expect(throws: UsageError.ambiguousOption("--s", ["--since", "--sort"])) {
            try options("a", "--s", "1d")
        }
    }

    @Test func `a word that is nearly one of a choice is told which`() {
        let expected = UsageError.badValue(
            "newst", of: "--sort", expected: "newest, largest or none", nearest: "newest")
        #expect(throws: expected) { try options("a", "--sort", "newst") }
        #expect("\(expected)".hasSuffix("; did you mean newest?"))
    }

    @Test func `prints a help that is made of the declarations`() {
        let expected = """
            Usage: tidings sample [OPTION...] FIRST [REST...]

            Try the parser.

            Options:
              -j, --json         print JSON
              -q, --quiet        print nothing
              -n, --limit COUNT  at most COUNT
                  --since SPAN   not older than SPAN
                  --sort ORDER   in this order
              FIRST              the first
              REST               the rest
              -h, --help         print this text

            Examples:
              tidings sample -j a
                  a alone

            """
        #expect(
            Help(of: CommandOutline(of: Sample.self, below: ["tidings"]), columns: 80).text
                == expected)
    }

    @Test func `of several answers to one question only one is taken`() throws {
        let parser = ArgumentParser<Sample.Options>(parameters: [
            .flag(\.json, "json", "j", help: "").answering("form"),
            .flag(\.quiet, "quiet", "q", help: "").answering("form"),
        ])
        func parse(_ arguments: String...) throws(UsageError) {
            var options = Sample.Options()
            try parser.parse(arguments[...], into: &options)
        }
        try parse("--json", "-j")
        #expect(throws: UsageError.contradiction("--json", "--quiet")) {
            try parse("--json", "--quiet")
        }
        #expect(throws: UsageError.contradiction("--quiet", "--json")) { try parse("-qj") }
    }
}
