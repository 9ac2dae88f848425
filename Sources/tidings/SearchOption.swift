internal import CommandLineInterface
internal import Storage

/// What an entry of an event has to say, as `--search` of a command has it.
struct SearchOption: Sendable {
    /// As it was typed; nil: anything.
    private(set) var line: String?

    static var parameters: [Parameter<SearchOption>] {
        [
            .option(
                \.line, "search", value: "QUERY",
                help: "only with an entry that `tidings search QUERY` finds")
        ]
    }

    /// Runs `body` with the query, nil where there is none; where what was typed is no query, says why
    /// instead.
    func withQuery(_ body: (SearchQuery?) -> ExitCode) -> ExitCode {
        let query: SearchQuery?
        do throws(SearchProblem) {
            query = try line.map(SearchQueryParser.query)
        } catch {
            Output.note("--search: \(error)")
            return .usage
        }
        if let line { SearchCommand.tell(bracketsOf: line) }
        return body(query)
    }
}
