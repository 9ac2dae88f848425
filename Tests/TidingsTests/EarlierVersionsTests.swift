import Storage
import Testing
import Values

@testable import tidings

/// What an entry said before, as `show --entry` tells it.
struct EarlierVersionsTests {
    private func passage(_ former: String, _ next: String) -> [String]? {
        ChangedPassage(from: former, to: next).map { [$0.former, $0.next] }
    }

    @Test func `a passage is what changed with some words around`() {
        #expect(passage("one two", "one two") == nil)
        #expect(passage("one  two", "one\ntwo") == nil)
        #expect(passage("12 died", "15 died") == ["12 died", "15 died"])
        #expect(
            passage(
                "a b c d e f g h i 12 j k l m n o p q", "a b c d e f g h i 15 j k l m n o p q")
                == ["… d e f g h i 12 j k l m n o …", "… d e f g h i 15 j k l m n o …"])
        // What both begin with is not what both end with.
        #expect(passage("a a", "a a a") == ["a a", "a a a"])
        #expect(passage("", "came") == ["", "came"])
        #expect(passage("a b", "a") == ["a b", "a"])
        #expect(passage("x a y b z", "x c y d z") == ["x a y b z", "x c y d z"])
    }

    @Test func `each change tells its time and what was until then`() {
        let changes = [
            EntryChange(
                seen: Timestamp(seconds: 60), title: .init(former: "Old\u{1b}[31m", next: "New"),
                text: .init(former: "12 died", next: "15 died")),
            // Of blanks alone nothing is told.
            EntryChange(seen: Timestamp(seconds: 90), text: .init(former: "a  b", next: "a b")),
        ]
        let lines = EarlierVersions(changes: changes).lines(
            style: Style(isOn: false), columns: nil, time: \.rfc3339)
        #expect(lines.count == 5)
        #expect(lines[1] == "until 1970-01-01T00:01:00Z")
        #expect(lines[2].hasPrefix("title      Old") && !lines[2].contains("\u{1b}"))
        #expect(lines[3] == "text     - 12 died")
        #expect(lines[4] == "         + 15 died")
    }
}
