internal import Storage
internal import Terminal
internal import Values

/// What a search found, for a terminal: who said it and when, and under it the title and a part of
/// the text, with what was looked for emphasised.
struct SearchPage {
    let hits: [SearchHit]
    let style: Style
    let now: Timestamp
    let columns: Int

    /// The columns that are left of the name of a feed in any case.
    private static let leastName = 3

    /// A word with its parts.
    private typealias Word = [SearchExcerpt.Part]

    var text: String {
        let width = hits.reduce(0) { max($0, "\($1.entry.id)".count) }
        return hits.map { hit(of: $0, width) }.joined(separator: "\n")
    }

    private func hit(of hit: SearchHit, _ width: Int) -> String {
        let number = "\(hit.entry.id)"
        let time = Moment.short(hit.entry.sortTime, now: now) + "  "
        let event = hit.entry.cluster.map { "  event #\($0)" } ?? ""
        // The number leads on: it is the name that gives way.
        let name = Table.clipped(
            PrintableText.line(hit.entry.feedTitle ?? hit.entry.publisher),
            to: max(columns - width - 2 - time.count - event.count, Self.leastName))
        let head =
            String(repeating: " ", count: width - number.count) + number + "  "
            + style.dim(time + name + event)
        let indent = String(repeating: " ", count: width + 2)
        let room = max(columns - indent.count, 20)
        let body = lines(hit.title, room) + (hit.excerpt.map { lines($0, room) } ?? [])
        return head + "\n" + body.map { indent + $0 + "\n" }.joined()
    }

    /// An excerpt in lines of so many columns.
    private func lines(_ excerpt: SearchExcerpt, _ width: Int) -> [String] {
        var lines: [String] = []
        var line: [Word] = []
        var used = 0
        for word in words(excerpt).flatMap({ Self.pieces(of: $0, width: width) }) {
            let columns = word.reduce(0) { $0 + DisplayWidth.of($1.text) }
            if !line.isEmpty, used + 1 + columns > width {
                lines.append(rendered(line))
                (line, used) = ([], 0)
            }
            used += columns + (line.isEmpty ? 0 : 1)
            line.append(word)
        }
        return line.isEmpty ? lines : lines + [rendered(line)]
    }

    /// A word in parts that fit, as `Wrapping` breaks it: text without blanks, as Chinese, where it has
    /// to; an address never.
    private static func pieces(of word: Word, width: Int) -> [Word] {
        let columns = word.reduce(0) { $0 + DisplayWidth.of($1.text) }
        guard columns > width, !word.contains(where: { $0.text.contains("/") }) else {
            return [word]
        }
        var pieces: [Word] = []
        var piece: Word = []
        var used = 0
        for part in word {
            var text = ""
            for sign in part.text {
                let columns = DisplayWidth.of(sign)
                if used + columns > width, used > 0 {
                    if !text.isEmpty { piece.append(.init(text: text, isMatch: part.isMatch)) }
                    pieces.append(piece)
                    (piece, text, used) = ([], "", 0)
                }
                text.append(sign)
                used += columns
            }
            if !text.isEmpty { piece.append(.init(text: text, isMatch: part.isMatch)) }
        }
        return piece.isEmpty ? pieces : pieces + [piece]
    }

    private func words(_ excerpt: SearchExcerpt) -> [Word] {
        var words: [Word] = []
        var word: Word = []
        for part in excerpt.parts {
            let pieces = PrintableText.line(part.text).split(
                separator: " ", omittingEmptySubsequences: false)
            for (place, piece) in pieces.enumerated() {
                if place > 0, !word.isEmpty {
                    words.append(word)
                    word = []
                }
                if !piece.isEmpty { word.append(.init(text: String(piece), isMatch: part.isMatch)) }
            }
        }
        return word.isEmpty ? words : words + [word]
    }

    private func rendered(_ line: [Word]) -> String {
        line.map { word in
            word.map { $0.isMatch ? style.bold($0.text) : $0.text }.joined()
        }.joined(separator: " ")
    }
}
