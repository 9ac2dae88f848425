/// sfeed's configuration, a shell script: `feed NAME ADDRESS [SITE] [ENCODING]` in its function
/// `feeds` (sfeedrc(5)). The commands are read as text; nothing is run and nothing is expanded.
enum ShellLines {
    static func read(_ bytes: [UInt8]) -> FeedList {
        var list = FeedList(format: .sfeed)
        var commands = CommandReader(bytes: bytes)
        while let command = commands.next() {
            guard command.words.first?.text == "feed", command.words.count > 1 else { continue }
            let words = command.words.dropFirst()
            let told = words.map(\.text).joined(separator: " ")
            if words.contains(where: \.isComputed) {
                list.pass(
                    told, line: command.line, isFeed: true,
                    "the shell would compute it; write the address itself")
            } else if words.count < 2 {
                list.pass(told, line: command.line, isFeed: true, "it has no address")
            } else {
                var feed = FeedList.Feed(
                    line: command.line, address: ListText.address(words[2].text))
                feed.title = ListText.title(words[1].text)
                list.take(feed)
            }
        }
        return list
    }
}

/// Splits a script into simple commands, as far as words and quotes go (POSIX, 2.2 and 2.3).
private struct CommandReader {
    struct Word {
        var text: String
        /// Whether it holds what a shell replaces: `$` or a backquote.
        var isComputed: Bool
    }

    let bytes: [UInt8]
    private var index = 0
    private var line = 1

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The words of the next command and the line on which it begins; nil at the end.
    mutating func next() -> (line: Int, words: [Word])? {
        var words: [Word] = []
        var start = line
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case 0x0a, UInt8(ascii: ";"), UInt8(ascii: "&"), UInt8(ascii: "|"),
                UInt8(ascii: "("), UInt8(ascii: ")"):
                advance()
                if !words.isEmpty { return (start, words) }
            case 0x20, 0x09, 0x0d:
                advance()
            case UInt8(ascii: "#"):
                while index < bytes.count, bytes[index] != 0x0a { index += 1 }
            case UInt8(ascii: "\\") where isBreak(index + 1):
                advance()
                advance()
            default:
                if words.isEmpty { start = line }
                let word = word()
                // What opens a block is no part of the command behind it.
                if words.isEmpty, ["{", "}", "do", "then", "else", "!"].contains(word.text) {
                    continue
                }
                words.append(word)
            }
        }
        return words.isEmpty ? nil : (start, words)
    }

    private mutating func word() -> Word {
        var text: [UInt8] = []
        var isComputed = false
        var quote: UInt8?
        while index < bytes.count {
            let byte = bytes[index]
            if quote == UInt8(ascii: "'") {
                if byte == UInt8(ascii: "'") { quote = nil } else { text.append(byte) }
            } else if byte == UInt8(ascii: "\\"), index + 1 < bytes.count {
                advance()
                let next = bytes[index]
                if quote != nil, !"\"\\$`\n".utf8.contains(next) { text.append(byte) }
                if next != 0x0a { text.append(next) }
            } else if byte == UInt8(ascii: "\"") {
                quote = quote == nil ? byte : nil
            } else if quote == nil, byte == UInt8(ascii: "'") {
                quote = byte
            } else if quote == nil, " \t\r\n;&|()".utf8.contains(byte) {
                break
            } else {
                if byte == UInt8(ascii: "$") || byte == UInt8(ascii: "`") { isComputed = true }
                text.append(byte)
            }
            advance()
        }
        return Word(text: String(decoding: text, as: UTF8.self), isComputed: isComputed)
    }

    private mutating func advance() {
        if bytes[index] == 0x0a { line += 1 }
        index += 1
    }

    private func isBreak(_ place: Int) -> Bool { place < bytes.count && bytes[place] == 0x0a }
}
