import Testing
import Values

@testable import tidings

struct RenderingTests {
    private var table: Table {
        var table = Table([
            .init("ID", .right), .init("TITLE", isFlexible: true), .init("N", .right),
        ])
        table.add(["7", "Short", "12"])
        table.add(["12", "選挙の結果が判明した、与党が過半数を失う", "3"])
        return table
    }

    @Test func `columns align on a terminal, wide letters counted as two`() {
        let lines = table.aligned(width: 80, style: Style(isOn: false)).split(separator: "\n")
        #expect(
            lines == [
                "ID  TITLE                                      N",
                " 7  Short                                     12",
                "12  選挙の結果が判明した、与党が過半数を失う   3",
            ])
    }

    @Test func `a narrow terminal cuts the flexible column and marks the cut`() {
        let lines = table.aligned(width: 32, style: Style(isOn: false)).split(separator: "\n")
        #expect(lines.last == "12  選挙の結果が判明した、…    3")
    }

    @Test func `a pipe gets tabs and no heading`() {
        #expect(table.tabSeparated.hasPrefix("7\tShort\t12\n12\t"))
    }

    @Test func `what a feed wrote cannot steer the terminal or break a row`() {
        var table = Table([.init("A"), .init("B")])
        table.add(["\u{1b}[31mred\u{9b}2J", "one\ttwo\nthree\u{202e}x"])
        #expect(table.tabSeparated == " [31mred 2J\tone two threex\n")
    }

    @Test(
        arguments: [
            (30, "30 s ago"), (90, "1 min ago"), (7_200, "2 h ago"), (3 * 86_400, "3 days ago"),
            (-600, "in 10 min"),
        ] as [(Int64, String)])
    func `times near now are told relative to it`(ago: Int64, expected: String) {
        let now = Timestamp(seconds: 1_774_000_000)
        #expect(Moment.relative(now.advanced(by: -ago), now: now) == expected)
    }

    @Test func `links are shown without what tracks the reader`() {
        let link = "https://paper.example/a?id=7&utm_source=rss&fbclid=x"
        #expect(WebURL.shown(link) == "https://paper.example/a?id=7")
        #expect(WebURL.shown(nil) == nil)
    }
}
