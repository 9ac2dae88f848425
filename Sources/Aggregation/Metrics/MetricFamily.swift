/// A metric in the text format of Prometheus, version 0.0.4.
struct MetricFamily: Sendable {
    enum Kind: String, Sendable {
        case counter, gauge
    }

    let name: String
    let kind: Kind
    let help: String
    private let samples: [(label: (name: String, value: String)?, value: String)]

    /// A metric of one value.
    init(_ name: String, _ kind: Kind, _ help: String, _ value: some CustomStringConvertible) {
        self.name = name
        self.kind = kind
        self.help = help
        samples = [(nil, "\(value)")]
    }

    /// A metric with a value for each value of one label.
    init<Value: CustomStringConvertible>(
        _ name: String, _ kind: Kind, _ help: String, by label: String, _ values: [(String, Value)]
    ) {
        self.name = name
        self.kind = kind
        self.help = help
        samples = values.map { ((label, $0.0), "\($0.1)") }
    }

    /// Its lines.
    var text: String {
        var text = "# HELP \(name) \(Self.escaped(help, quotes: false))\n"
        text += "# TYPE \(name) \(kind.rawValue)\n"
        for sample in samples {
            text += name
            if let label = sample.label {
                text += "{\(label.name)=\"\(Self.escaped(label.value, quotes: true))\"}"
            }
            text += " \(sample.value)\n"
        }
        return text
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\"" where quotes: escaped += "\\\""
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
