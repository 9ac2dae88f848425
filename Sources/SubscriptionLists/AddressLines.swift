internal import Values

/// Lists of one feed a line: addresses alone, or newsboat's file `urls` with tags behind them.
///
/// newsboat's form (newsboat.org, "Adding Feeds"): words are separated by blanks, or stand in double
/// quotes in which a backslash keeps the next character; `~` begins a title, `!` a tag by which the
/// feed is hidden; `query:`, `exec:` and `filter:` begin what is no address; `#` begins a comment.
enum AddressLines {
    static func read(_ bytes: [UInt8], as format: FeedList.Format) -> FeedList {
        var list = FeedList(format: format)
        for (number, text) in ListText.lines(bytes) {
            let words = words(of: text)
            guard let first = words.first else { continue }
            if let reason = reason(against: first) {
                list.pass(
                    first, line: number, isFeed: !first.hasPrefix("query:"), reason)
            } else if format == .urls, words.count > 1 {
                list.pass(
                    words.joined(separator: " "), line: number, isFeed: true,
                    "more than an address; --format newsboat takes words behind it as tags")
            } else {
                var feed = FeedList.Feed(line: number, address: ListText.address(first))
                feed.title = ListText.title(
                    words.dropFirst().last { $0.hasPrefix("~") }.map { String($0.dropFirst()) })
                feed.tags = ListText.tags(
                    words.dropFirst().filter { !$0.hasPrefix("~") && $0 != "!" }
                        .map { $0.hasPrefix("!") ? String($0.dropFirst()) : $0 })
                list.take(feed)
            }
        }
        return list
    }

    /// Whether a line has more than an address, or something that only newsboat knows.
    static func looksLikeNewsboat(_ bytes: [UInt8]) -> Bool {
        ListText.lines(bytes).contains { line in
            let words = words(of: line.text)
            guard let first = words.first else { return false }
            return words.count > 1 || reason(against: first) != nil
        }
    }

    /// Whether what begins a line is a source of newsboat's other than an address, and nothing else: `|` begins
    /// the rows of many a table, too.
    static func isSource(_ word: String) -> Bool {
        !word.hasPrefix("|") && reason(against: word) != nil
    }

    /// Why what begins a line can be no feed; nil when it may be one.
    private static func reason(against word: String) -> String? {
        if word.hasPrefix("query:") { return "a query of newsboat, which is no feed" }
        if word.hasPrefix("exec:") || word.hasPrefix("filter:") || word.hasPrefix("|") {
            return "a program is never run for a feed"
        }
        if word.hasPrefix("file:") { return "a file, and not on the web" }
        return nil
    }

    private static func words(of line: ArraySlice<UInt8>) -> [String] {
        var words: [String] = []
        var rest = line[...]
        while let first = rest.first(where: { !$0.isASCIISpace }) {
            rest = rest.drop { $0.isASCIISpace }
            if first == UInt8(ascii: "#") { break }
            var word: [UInt8] = []
            if first == UInt8(ascii: "\"") {
                rest = rest.dropFirst()
                while let byte = rest.first, byte != UInt8(ascii: "\"") {
                    rest = rest.dropFirst()
                    if byte == UInt8(ascii: "\\"), let next = rest.first {
                        word.append(next)
                        rest = rest.dropFirst()
                    } else {
                        word.append(byte)
                    }
                }
                rest = rest.dropFirst()
            } else {
                word = Array(rest.prefix { !$0.isASCIISpace })
                rest = rest.dropFirst(word.count)
            }
            if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
        }
        return words
    }
}
