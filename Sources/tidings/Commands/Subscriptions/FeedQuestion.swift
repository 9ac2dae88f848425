internal import FeedParsing
internal import Terminal
internal import Values

/// What `add` asks a person at a terminal; a script is told how to say it beforehand.
enum FeedQuestion {
    /// The number of the feed to take; nil when none is.
    static func choice(of feeds: [DiscoveredFeed]) -> Int? {
        for (number, feed) in feeds.enumerated() {
            let title = feed.title.map { "  \($0)" } ?? ""
            StandardStream.error.write(
                PrintableText.line("\(number + 1)) \(feed.url)\(title)") + "\n")
        }
        for _ in 0..<3 {
            StandardStream.error.write("Which one? 1-\(feeds.count), nothing for none: ")
            guard let line = answer() else { return nil }
            let word = line.filter { !$0.isWhitespace }
            if word.isEmpty { return nil }
            if let number = Int(word), feeds.indices.contains(number - 1) { return number - 1 }
        }
        return nil
    }

    /// Whether a person says yes to `question`; no where nothing is said.
    static func isConfirmed(_ question: String) -> Bool {
        StandardStream.error.write("\(question) [y/N] ")
        return answer().map { ["y", "yes"].contains($0.lowercased()) } ?? false
    }

    /// A line that is typed; nil at the end of input, behind which the shell asks on a line of its own.
    private static func answer() -> String? {
        let line = readLine()
        if line == nil { StandardStream.error.write("\n") }
        return line
    }
}
