/// A strict reading of the text format of Prometheus, as far as Tidings uses it.
enum ExpositionCheck {
    /// What is wrong with `text`.
    static func faults(in text: String) -> [String] {
        var faults: [String] = []
        var helped: Set<Substring> = []
        var types: [Substring: Substring] = [:]
        var seen: Set<Substring> = []
        if !text.hasSuffix("\n") { faults.append("no line break at the end") }
        for line in text.split(separator: "\n") {
            if let match = line.wholeMatch(of: #/# HELP ([a-z_][a-z0-9_]*) .+/#) {
                if !helped.insert(match.1).inserted { faults.append("\(match.1): HELP twice") }
            } else if let match = line.wholeMatch(of: #/# TYPE ([a-z_][a-z0-9_]*) (counter|gauge)/#)
            {
                if types.updateValue(match.2, forKey: match.1) != nil {
                    faults.append("\(match.1): TYPE twice")
                }
            } else if let match = line.wholeMatch(
                of: #/(([a-z_][a-z0-9_]*)(?:\{[a-z_]+="(?:[^"\\]|\\["\\n])*"\})?) ([0-9.e+-]+)/#),
                Double(match.3) != nil
            {
                if !seen.insert(match.1).inserted { faults.append("\(match.1): twice") }
                faults += self.faults(of: match.2, type: types[match.2], helped)
            } else {
                faults.append("\(line): cannot be read")
            }
        }
        return faults
    }

    private static func faults(
        of name: Substring, type: Substring?, _ helped: Set<Substring>
    ) -> [String] {
        guard let type else { return ["\(name): no TYPE"] }
        guard helped.contains(name) else { return ["\(name): no HELP"] }
        let isTotal = name.hasSuffix("_total")
        if type == "counter", !isTotal { return ["\(name): a counter without _total"] }
        return type != "counter" && isTotal ? ["\(name): no counter"] : []
    }
}
