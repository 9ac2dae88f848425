internal import YAMLEvents

/// Edits of a feed's `enabled`.
extension FileEdit {
    /// The text with the feed at `index` switched on or off.
    func setting(enabled: Bool, of index: Int) throws(SubscriptionError) -> [UInt8] {
        let item = file.items[index]
        if let place = item.enabled {
            return replacing(place.from, place.to, by: "\(enabled)")
        }
        let line = "enabled: \(enabled)"
        switch item.form {
        case .braces:
            // Behind the last value, before the blanks that stand before the brace.
            var end = lines.offset(item.end) - 1
            while end > 0, lines.bytes[end - 1] == 0x20 { end -= 1 }
            return inserting(", \(line)", at: end)
        case .lines:
            return inserting([margin(of: item) + line], behind: item.lastLine)
        case .address:
            guard item.start.line == item.urlEnd.line, item.urlStyle != .block else {
                throw notEditable(item.start.line, "the address is written on several lines")
            }
            let (start, end) = (lines.offset(item.urlMark), lines.offset(item.urlEnd))
            if case .flow = file.feeds {
                let url = Array(lines.bytes[start..<end])
                return Array(
                    lines.bytes[..<start] + Array("{url: ".utf8) + url
                        + Array(", \(line)}".utf8) + lines.bytes[end...])
            }
            let text = inserting([margin(of: item) + line], behind: item.start.line)
            return Array(text[..<start] + Array("url: ".utf8) + text[start...])
        }
    }

    private func margin(of item: FeedItem) -> String {
        String(repeating: " ", count: item.start.column - 1)
    }

    private func replacing(_ from: YAMLMark, _ to: YAMLMark, by text: String) -> [UInt8] {
        Array(
            lines.bytes[..<lines.offset(from)] + Array(text.utf8)
                + lines.bytes[lines.offset(to)...])
    }

    private func inserting(_ text: String, at offset: Int) -> [UInt8] {
        Array(lines.bytes[..<offset] + Array(text.utf8) + lines.bytes[offset...])
    }
}
