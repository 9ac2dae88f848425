internal import Values

/// The texts of lists as feeds.yml can hold them.
enum ListText {
    /// `text` on one line without control characters, in at most `limit` bytes; nil when nothing is
    /// left.
    static func line(_ text: String, upTo limit: Int) -> String? {
        var line = String.UnicodeScalarView()
        var count = 0
        var hasGap = false
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0...0x20, 0x7f...0x9f, 0x2028, 0x2029:
                hasGap = !line.isEmpty
            default:
                let size = UTF8.width(scalar) + (hasGap ? 1 : 0)
                guard count + size <= limit else { return String(line) }
                if hasGap { line.append(" ") }
                line.append(scalar)
                count += size
                hasGap = false
            }
        }
        return line.isEmpty ? nil : String(line)
    }

    static func title(_ text: String?) -> String? {
        text.flatMap { line($0, upTo: FeedList.titleLimit) }
    }

    /// The tags that are none twice and not too many, in their order.
    static func tags(_ texts: some Sequence<String>) -> [String] {
        var tags: [String] = []
        for text in texts where tags.count < FeedList.tagCount {
            if let tag = line(text, upTo: FeedList.tagLimit), !tags.contains(tag) {
                tags.append(tag)
            }
        }
        return tags
    }

    /// An address as what a person means by it.
    static func address(_ text: String) -> String {
        WrittenAddress(line(text, upTo: 16_384) ?? "").text
    }

    /// The lines of a text with their numbers.
    static func lines(_ bytes: [UInt8]) -> Lines { Lines(bytes) }

    /// One line at a time: all together would take forty times as much as a text of nothing but line breaks.
    struct Lines: Sequence, IteratorProtocol {
        private let bytes: [UInt8]
        private var number = 1
        /// Where the next line begins; there is one behind the last line break, too.
        private var start = 0

        fileprivate init(_ bytes: [UInt8]) {
            self.bytes = bytes
        }

        mutating func next() -> (number: Int, text: ArraySlice<UInt8>)? {
            guard start <= bytes.count else { return nil }
            let rest = bytes[start...]
            let end = rest.firstIndex { $0 == 0x0a || $0 == 0x0d } ?? bytes.count
            defer {
                let isPair = bytes[end...].starts(with: [0x0d, 0x0a])
                start = end + (isPair ? 2 : 1)
                number += 1
            }
            return (number, bytes[start..<end])
        }
    }
}
