import Terminal
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

    @Test(arguments: [
        ("👨‍👩‍👧‍👦 home", 7), ("🇳🇴 wins", 7), ("❤️", 2), ("👍🏽", 2), ("e\u{301}te\u{301}", 3), ("नमस्ते", 4),
        ("한국", 4), ("plain", 5),
    ])
    func `a sign is as wide as it is shown, of however many scalars`(text: String, width: Int) {
        #expect(DisplayWidth.of(text) == width)
    }

    @Test func `a cut leaves signs whole`() {
        #expect(Table.clipped("ab👨‍👩‍👧‍👦cd", to: 4) == "ab…")
        #expect(Table.clipped("ab👨‍👩‍👧‍👦cd", to: 5) == "ab👨‍👩‍👧‍👦…")
        #expect(Table.clipped("🇳🇴🇸🇪🇩🇰", to: 5) == "🇳🇴🇸🇪…")
        #expect(Table.clipped("re\u{301}sume\u{301}s", to: 3) == "re\u{301}…")
    }

    @Test func `a narrow terminal cuts the flexible column and marks the cut`() {
        let lines = table.aligned(width: 32, style: Style(isOn: false)).split(separator: "\n")
        #expect(lines.last == "12  選挙の結果が判明した、…    3")
    }

    @Test func `of two flexible columns the wider gives way first`() {
        var table = Table([.init("URL", isFlexible: true), .init("REASON", isFlexible: true)])
        table.add(["https://news.example/feed.xml", "no connection to news.example:443: refused"])
        let lines = table.aligned(width: 60, style: Style(isOn: false)).split(separator: "\n")
        #expect(lines.last == "https://news.example/feed.xml  no connection to news.exampl…")
    }

    @Test func `a sentence stands whole under its row, and in a pipe in its column`() {
        var table = Table([
            .init("ID", .right), .init("REASON", isBelow: true), .init("URL", isFlexible: true),
        ])
        table.add(["7", "no connection to news.example:443: refused", "https://news.example/feed"])
        table.add(["8", "", "https://b.example/feed"])
        let lines = table.aligned(width: 30, style: Style(isOn: false)).split(separator: "\n")
        #expect(
            lines == [
                "ID  URL", " 7  https://news.example/feed", "    no connection to",
                "    news.example:443: refused", " 8  https://b.example/feed",
            ])
        #expect(
            table.tabSeparated.hasPrefix("7\tno connection to news.example:443: refused\thttps"))
    }

    @Test func `a pipe gets moments as RFC 3339 in UTC`() {
        var table = Table([.init("WHEN"), .init("WHAT")])
        let time = Timestamp(seconds: 1_774_000_000)
        table.add([.init(time, now: time, Moment.relative), "x"])
        #expect(table.tabSeparated == "2026-03-20T09:46:40Z\tx\n")
        #expect(table.aligned(width: 80, style: Style(isOn: false)).hasSuffix("now   x\n"))
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
            (30, "30 s ago"), (80, "1 min ago"), (3_570, "1 h ago"), (7_140, "2 h ago"),
            (3 * 86_400, "3 days ago"),
            (-600, "in 10 min"), (0, "now"),
        ] as [(Int64, String)])
    func `times near now are told relative to it`(ago: Int64, expected: String) {
        let now = Timestamp(seconds: 1_774_000_000)
        #expect(Moment.relative(now.advanced(by: -ago), now: now) == expected)
    }

    @Test(
        arguments: [
            (-5, "now"), (0, "now"), (30, "30 s"), (720, "12 min"), (10_800, "3 h"),
            (3 * 86_400, "3 days"), (14 * 86_400 - 1, "14 days"),
        ] as [(Int64, String)])
    func `an age is short`(ago: Int64, expected: String) {
        let now = Timestamp(seconds: 1_774_000_000)
        #expect(Moment.age(now.advanced(by: -ago), now: now) == expected)
    }

    /// Which day it is depends on where the test runs.
    @Test(
        arguments: [
            (14, ["5 Mar", "6 Mar", "7 Mar"]),
            (400, ["12 Feb 2025", "13 Feb 2025", "14 Feb 2025"]),
        ] as [(Int64, [String])])
    func `an age is told as a day once that tells more`(days: Int64, expected: [String]) {
        let now = Timestamp(seconds: 1_774_000_000)
        let time = now.advanced(by: -days * 86_400)
        let age = Moment.age(time, now: now)
        #expect(expected.contains(age))
        #expect(Moment.short(time, now: now).hasPrefix("\(age) "))
    }

    @Test func `text without blanks is broken between signs, an address is not`() {
        #expect(Wrapping.lines("選挙の結果 👨‍👩‍👧‍👦👍🏽 ab", width: 5) == ["選挙", "の結", "果", "👨‍👩‍👧‍👦👍🏽", "ab"])
        #expect(Wrapping.lines("at https://x.example/", width: 5) == ["at", "https://x.example/"])
    }

    @Test func `blanks alone are a line, too`() {
        let blanks = String(repeating: " ", count: 100)
        #expect(Wrapping.lines(blanks, width: 10) == [""])
        #expect(Wrapping.lines("", width: 10) == [""])
    }

    @Test func `where no row fits, each cell has a line`() {
        var table = Table([
            .init("ID", .right), .init(""), .init("PUBLISHERS", .right), .init("GROWTH", .right),
            .init("HEADLINE", isFlexible: true), .init("URL", leastWidth: 100),
        ])
        table.add(["7", "", "12", "", "Ferry Halvorsen aground on the Skarv reef", "https://x"])
        table.add(["12", "*", "3", "+1.5/h", "Bridge closed", "https://y"])
        let text = table.aligned(width: 30, style: Style(isOn: false))
        #expect(
            text == """
                ID          7
                PUBLISHERS  12
                HEADLINE    Ferry Halvorsen
                            aground on the
                            Skarv reef

                ID          12 *
                PUBLISHERS  3
                GROWTH      +1.5/h
                HEADLINE    Bridge closed

                """)
        #expect(!table.aligned(width: 60, style: Style(isOn: false)).contains("https"))
        #expect(table.aligned(width: 120, style: Style(isOn: false)).contains("https://y"))
    }

    @Test func `of columns that do not fit those yield first that matter least`() {
        var table = Table([
            .init("ID", .right), .init("PUBLISHERS", .right, yields: 1),
            .init("TEXTS", .right, yields: 2), .init("HEADLINE", isFlexible: true),
            .init("TERMS", isBelow: true),
        ])
        table.add(["7", "12", "3", "Ferry Halvorsen aground on the Skarv reef", "ferry, reef"])
        func shown(_ width: Int) -> [Substring] {
            table.aligned(width: width, style: Style(isOn: false)).split(separator: "\n")
        }
        #expect(shown(39)[0] == "ID  PUBLISHERS  TEXTS  HEADLINE")
        #expect(shown(38)[0] == "ID  PUBLISHERS  HEADLINE")
        #expect(shown(31)[0] == "ID  HEADLINE")
        #expect(
            shown(31) == ["ID  HEADLINE", " 7  Ferry Halvorsen aground on…", "    ferry, reef"])
        #expect(shown(15)[0].hasPrefix("ID  "))
        #expect(shown(12)[0].hasPrefix("ID  "))
        #expect(shown(12).contains { $0.hasPrefix("PUBLISHERS  ") })
        #expect(table.tabSeparated.hasPrefix("7\t12\t3\t"))
    }

    @Test func `of a table as many whole rows are drawn as there are lines for, one at least`() {
        var table = Table([
            .init("ID", .right), .init("HEADLINE", isFlexible: true), .init("URL", isBelow: true),
        ])
        for id in 1...9 { table.add(["\(id)", "Ferry Halvorsen aground", "https://x"]) }
        for width in [40, 14] {
            for lines in 0...40 {
                let text = table.aligned(width: width, lines: lines, style: Style(isOn: false))
                let count = text.count { $0 == "\n" }
                let rows = (1...9).count { text.contains("\($0)") }
                #expect(count <= lines || rows == 1, "\(text)")
                let next = table.aligned(width: width, lines: lines + 1, style: Style(isOn: false))
                #expect(next.hasPrefix(text))
            }
            #expect(
                table.aligned(width: width, lines: 400, style: Style(isOn: false))
                    == table.aligned(width: width, style: Style(isOn: false)))
        }
    }

    @Test func `a column that is bounded leaves room for the others`() {
        var table = Table([.init("FEED", widest: 8), .init("TITLE", isFlexible: true)])
        table.add(["The Norhaven Ledger", "Bridge closed"])
        #expect(
            table.aligned(width: 80, style: Style(isOn: false))
                == "FEED      TITLE\nThe Nor…  Bridge closed\n")
        #expect(table.tabSeparated == "The Norhaven Ledger\tBridge closed\n")
    }

    @Test func `a cell is bounded in bytes as in columns`() {
        for mark in ["\u{301}", "\u{200d}", "\u{1f3fb}", "\u{fe0f}\u{200d}❤", "\u{fe0f}\u{e33}"] {
            for first in ["A", "❤"] {
                let cell = Table.Cell(first + String(repeating: mark, count: 100_000))
                #expect(Table.clipped(cell.shown, to: 10).utf8.count < 3_000, "\(first) \(mark)")
            }
        }
        let marked = Table.Cell("A" + String(repeating: "\u{301}", count: 1_000))
        #expect(Table.clipped(marked.shown, to: 10).utf8.count < 200)
    }

    @Test func `what is to be done is due from its moment on`() {
        let now = Timestamp(seconds: 1_774_000_000)
        #expect(Moment.due(now, now: now) == "due")
        #expect(Moment.due(now.advanced(by: -9_000), now: now) == "due")
        #expect(Moment.due(now.advanced(by: 90), now: now) == "in 2 min")
    }

    @Test func `links are shown without what tracks the reader`() {
        let link = "https://paper.example/a?id=7&utm_source=rss&fbclid=x"
        #expect(WebURL.shown(link) == "https://paper.example/a?id=7")
        #expect(WebURL.shown(nil) == nil)
    }
}
