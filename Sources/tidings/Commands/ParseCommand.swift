internal import CommandLineInterface
internal import FeedParsing
internal import Values

/// `parse FILE…`: what the parser makes of documents.
enum ParseCommand: Command {
    static let name = "parse"
    static let summary =
        "Show what the parser reads in feed documents; nothing is fetched or stored."
    static let discussion = """
        Prints one line a document, with --json one object a line. Exits with 3 when a
        document is no feed, which JSON tells as the format "none"; with 1 when a file
        cannot be read.
        """
    static var defaults: DocumentOptions { DocumentOptions() }
    static var parameters: [Parameter<DocumentOptions>] { DocumentOptions.parameters }

    static func run(_ options: DocumentOptions) async -> ExitCode {
        let parser = FeedParser()
        return options.forEachDocument { file, bytes in
            do throws(ParseError) {
                if options.json {
                    var json = JSONWriter()
                    try parser.parse(
                        bytes, url: options.url.text, contentType: options.contentType.text
                    ).write(to: &json, file: file)
                    Output.print(json)
                } else {
                    try count(bytes, file, options, parser)
                }
                return .success
            } catch {
                print(error, file, asJSON: options.json)
                return .nothingFound
            }
        }
    }

    /// One line about a document, whose entries are counted as they come and not kept.
    private static func count(
        _ bytes: [UInt8], _ file: String, _ options: DocumentOptions, _ parser: FeedParser
    ) throws(ParseError) {
        var count = 0
        let feed: ParsedFeed
        do {
            feed = try parser.parse(
                bytes, url: options.url.text, contentType: options.contentType.text
            ) { _ in count += 1 }
        } catch let error as ParseError {
            throw error
        } catch {
            return  // The closure throws nothing.
        }
        let title = PrintableText.line(feed.title ?? "(no title)")
        Output.print("\(file): \(feed.format.rawValue), \(count) entries: \(title)\n")
        for note in feed.notes { Output.note("\(file): \(note)") }
    }

    private static func print(_ error: ParseError, _ file: String, asJSON: Bool) {
        if asJSON {
            var json = JSONWriter()
            error.write(to: &json, file: file)
            Output.print(json)
        } else {
            Output.note("\(file): \(error)")
        }
    }
}
