internal import CommandLineInterface
internal import Values

/// What commands take that read documents from files.
struct DocumentOptions: CommandOptions {
    var url = DocumentAddress.unknown
    var contentType = HeaderText.absent
    var json = false
    var files: [String] = []

    /// What the documents came with.
    static var origin: [Parameter<DocumentOptions>] {
        [
            .option(\.url, "url", value: "URL", help: "where the documents came from"),
            .option(
                \.contentType, "content-type", value: "TYPE", help: "their Content-Type header"),
        ]
    }

    static var parameters: [Parameter<DocumentOptions>] {
        origin + [
            .flag(\.json, "json", help: "print one JSON document for each"),
            .operands(
                \.files, value: "FILE", help: "the documents; - is standard input",
                isRequired: true, completes: .files),
        ]
    }

    /// Hands `body` each document that can be read. What cannot is told on standard error and does
    /// not hold up the rest; it decides how the command ends, and then a code of `body`'s other than
    /// success does.
    func forEachDocument(_ body: (_ file: String, _ bytes: [UInt8]) -> ExitCode) -> ExitCode {
        var code = ExitCode.success
        var unread = 0
        for file in files {
            guard let bytes = InputFile.read(file) else {
                unread += 1
                if WebURL(file) != nil {
                    Output.note(
                        "nothing is fetched; pipe the document in, as from curl -sL, and name -")
                }
                continue
            }
            let result = body(file, bytes)
            if code == .success { code = result }
        }
        if unread == 0 { return code }
        return unread == files.count ? .failure : .partlyDone
    }
}

/// Where documents came from. An empty text counts as not given: a script may always pass the option.
enum DocumentAddress: ArgumentValue {
    case unknown
    case known(String)

    static let expectation = "an address that begins with http:// or https://"

    init?(argument: String) {
        if argument.isEmpty {
            self = .unknown
        } else if WebURL(argument) != nil {
            self = .known(argument)
        } else {
            return nil
        }
    }

    var text: String? {
        if case .known(let url) = self { url } else { nil }
    }
}

/// The value of a header. An empty text counts as not given.
enum HeaderText: ArgumentValue {
    case absent
    case value(String)

    static let expectation = "text"

    init?(argument: String) {
        self = argument.isEmpty ? .absent : .value(argument)
    }

    var text: String? {
        if case .value(let text) = self { text } else { nil }
    }
}
