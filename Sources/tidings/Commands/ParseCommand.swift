internal import CommandLineInterface
internal import FeedParsing
internal import Values

/// `parse FILE…`: what the parser makes of documents.
enum ParseCommand: Command {
    static let name = "parse"
    static let summary =
        "Show what the parser reads in feed documents; nothing is fetched or stored."
    static let discussion = """
        Prints one line a document, with --json one object a line, whose entries come
        first. Exits with 3 when a document is no feed, which JSON tells as the format
        "none"; with 4 when a file cannot be read, with 1 when none can.
        """
    static var examples: [Example] {
        [
            Example("tidings parse feed.xml", "what the parser makes of a document"),
            Example(
                "curl -sL https://example.org/feed.xml | tidings parse --json --url https://example.org/feed.xml -",
                "of one of the web, with all entries"),
        ]
    }
    static var parameters: [Parameter<DocumentOptions>] { DocumentOptions.parameters }

    static func run(_ options: DocumentOptions) async -> ExitCode {
        let parser = FeedParser()
        return options.forEachDocument { file, bytes in
            options.json
                ? printJSON(bytes, file, options, parser) : printLine(bytes, file, options, parser)
        }
    }

    private static func printJSON(
        _ bytes: [UInt8], _ file: String, _ options: DocumentOptions, _ parser: FeedParser
    ) -> ExitCode {
        let error = parser.writeJSON(
            bytes, url: options.url.text, contentType: options.contentType.text, file: file,
            version: Output.jsonVersion
        ) { Output.write($0) }
        return error == nil ? .success : .nothingFound
    }

    /// One line about a document, whose entries are counted as they come and not kept.
    private static func printLine(
        _ bytes: [UInt8], _ file: String, _ options: DocumentOptions, _ parser: FeedParser
    ) -> ExitCode {
        var count = 0
        do {
            let feed = try parser.parse(
                bytes, url: options.url.text, contentType: options.contentType.text
            ) { _ in count += 1 }
            let title = PrintableText.line(feed.title ?? "(no title)")
            let entries = Output.count(count, "entry", "entries")
            Output.print("\(file): \(feed.format.rawValue), \(entries): \(title)\n")
            for note in feed.notes { Output.note("\(file): \(note)") }
            return .success
        } catch {
            Output.note("\(file): \(error)")
            return .nothingFound
        }
    }
}
