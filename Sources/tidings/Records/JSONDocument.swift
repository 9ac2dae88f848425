internal import CommandLineInterface
internal import Values

extension JSONWriter {
    /// A document as commands print it: an object of which the first field is the version.
    static func document(_ body: (inout JSONWriter) -> Void) -> JSONWriter {
        var json = JSONWriter()
        json.object {
            $0.field("version", Output.jsonVersion)
            body(&$0)
        }
        return json
    }
}

extension Parameter {
    /// `--json` of a command that prints no list.
    static func json(_ path: WritableKeyPath<Options, Bool>) -> Parameter {
        .flag(path, "json", help: "print one JSON document")
    }
}
