internal import CommandLineInterface
internal import FeedParsing
internal import Platform
internal import Values

/// `parse FILE…`: what the parser makes of documents.
enum ParseCommand: Command {
    struct Options: Sendable {
        var url: String?
        var contentType: String?
        var json = false
        var files: [String] = []
    }

    static let name = "parse"
    static let summary =
        "Show what the parser reads in feed documents; nothing is fetched or stored."
    static let discussion = """
        Prints one line a document, with --json one object a line. Exits with 3 when a
        document is no feed.
        """
    static var defaults: Options { Options() }
    static var parameters: [Parameter<Options>] {
        [
            .option(\.url, "url", value: "URL", help: "where the documents came from"),
            .option(
                \.contentType, "content-type", value: "TYPE", help: "their Content-Type header"),
            .flag(\.json, "json", help: "print JSON"),
            .operands(\.files, value: "FILE", help: "the documents", isRequired: true),
        ]
    }

    static func run(_ options: Options) async -> ExitCode {
        let parser = FeedParser()
        var code = ExitCode.success
        for file in options.files {
            guard let bytes = InputFile.read(file) else { return .failure }
            do throws(ParseError) {
                let feed = try parser.parse(
                    bytes, url: options.url, contentType: options.contentType)
                print(feed, file, options)
            } catch {
                print(error, file, options)
                // A script that asked for JSON finds the format "none" there.
                if !options.json { code = .nothingFound }
            }
        }
        return code
    }

    private static func print(_ feed: ParsedFeed, _ file: String, _ options: Options) {
        if options.json {
            var json = JSONWriter()
            feed.write(to: &json, file: options.files.count > 1 ? file : nil)
            Output.print(json)
        } else {
            let title = PrintableText.line(feed.title ?? "(no title)")
            Output.print(
                "\(file): \(feed.format.rawValue), \(feed.entries.count) entries: \(title)\n")
            for note in feed.notes { Output.note("\(file): \(note)") }
        }
    }

    private static func print(_ error: ParseError, _ file: String, _ options: Options) {
        if options.json {
            var json = JSONWriter()
            error.write(to: &json, file: options.files.count > 1 ? file : nil)
            Output.print(json)
        } else {
            Output.note("\(file): \(error)")
        }
    }
}
