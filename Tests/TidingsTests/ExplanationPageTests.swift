import Events
import Terminal
import Testing
import Values

@testable import Storage
@testable import tidings

struct ExplanationPageTests {
    private static func side(_ id: Int64, _ title: String) -> ExplainedSide {
        let time = Timestamp(seconds: 1_774_000_000)
        let record = EntryRecord(
            id: id, feed: 1, feedURL: "https://halcyon.example/feed", feedTitle: "Halcyon",
            publisher: "halcyon.example", title: title, link: nil, published: nil, seen: time,
            sortTime: time, author: nil, language: nil, cluster: id, copy: nil)
        return .entry(
            EntryDetail(
                record: record, guid: nil, updated: nil, summary: nil, content: nil, text: "",
                categories: [], enclosures: [], commentsLink: nil, source: nil, outgoingLinks: [],
                membership: MembershipRecord(cluster: id, score: 0, decision: nil), revisions: []))
    }

    private static let explanation: PairExplanation = {
        var decision = Decision(.weighed, score: 0.21, threshold: 0.27)
        decision.factors = [
            .init("mean link", 0.3), .init("time", 0.7, measure: 9, unit: "days apart"),
            .init("breadth", 1, measure: 0.4, unit: "of the link in one term"),
        ]
        decision.shared = [.init("prime minister ellery", 0.2), .init("vote", 0.1)]
        var opened = Decision(.opened, event: 2, score: 0.2, threshold: 0.29)
        opened.factors = decision.factors
        return PairExplanation(
            a: side(1, "Ellery survives the vote of no confidence in Norhaven's parliament"),
            b: side(2, "\u{1b}[31mEllery\u{202e} clings on"),
            stored: [.init(entry: 1, decision: opened, isOfFormerText: true)],
            weighed: [.init(label: "entry 1 and entry 2", decision: decision)], text: nil,
            documentCount: 52)
    }()

    private static func page(_ columns: Int?) -> [Substring] {
        ExplanationPage(
            explanation: explanation, style: Style(isOn: false),
            now: Timestamp(seconds: 1_774_000_000), columns: columns
        ).text.split(separator: "\n")
    }

    @Test(arguments: [50, 80, 200]) func `the page keeps within the terminal`(columns: Int) {
        for line in Self.page(columns) {
            #expect(DisplayWidth.of(String(line)) <= columns, "\(line)")
        }
    }

    @Test func `the page tells verdict, factors and terms, and nothing steers the terminal`() {
        let lines = Self.page(90)
        #expect(lines.contains("apart: in the events #1 and #2"))
        #expect(lines.contains("  time       0.700  9 days apart"))
        #expect(lines.contains { $0.hasPrefix("  prime minister ellery  0.200     67 %") })
        #expect(lines.contains { $0.contains("together if time did not count") })
        #expect(lines.contains { $0.contains("of entry 1 it was decided by what it said before") })
        #expect(!lines.joined().utf8.contains(0x1b))
        #expect(!lines.joined().unicodeScalars.contains("\u{202e}"))
    }

    private static func text(_ explanation: PairExplanation) -> String {
        ExplanationPage(
            explanation: explanation, style: Style(isOn: false),
            now: Timestamp(seconds: 1_774_000_000), columns: nil
        ).text
    }

    @Test func `two languages are said to be the reason`() {
        var explanation = Self.explanation
        #expect(!Self.text(explanation).contains("different languages"))
        explanation.languages = ("en", "de")
        #expect(Self.text(explanation).contains("different languages, en and de"))
        #expect(Self.text(explanation).contains("`tidings pin --to` can"))
        let side = explanation.a
        var together = PairExplanation(
            a: side, b: side, stored: [], weighed: [], text: nil, documentCount: 3)
        together.languages = ("en", "de")
        #expect(Self.text(together).contains("no score brought them together\n"))
        #expect(!Self.text(together).contains("tidings pin"))
    }

    @Test func `of two copies of one text neither is told as the other's copy`() throws {
        let texts = [
            "The ferry Halvorsen ran aground on the Skarv reef on Tuesday night with 214 on board.",
            "The ferry Halvorsen ran aground on the Skarv reef on Tuesday night with 214 on board.",
        ]
        let comparison = try #require(
            TextComparison(
                Document(id: 1, title: "Ferry", text: texts[0], published: nil, source: "a"),
                Document(id: 2, title: "Ferry", text: texts[1], published: nil, source: "b")))
        #expect(comparison.isCopy)
        func copy(_ side: ExplainedSide) -> ExplainedSide {
            guard case .entry(var detail) = side else { return side }
            detail.record.copy = CopyRecord(
                origin: 9, originLink: nil, originPublisher: nil, containment: 1, direction: "later"
            )
            return .entry(detail)
        }
        let plain = Self.explanation
        let explanation = PairExplanation(
            a: copy(plain.a), b: copy(plain.b), stored: [], weighed: [], text: comparison,
            documentCount: 3)
        let page = Self.text(explanation)
        #expect(page.contains("both are held as copies of one text, that of entry 9"))
        #expect(!page.contains("is the copy"))
    }

    @Test func `that one is held as a copy is told, whatever was decided since`() {
        func side(_ id: Int64, copyOf origin: Int64?) -> ExplainedSide {
            guard case .entry(var detail) = Self.side(id, "Ferry aground") else {
                return Self.side(id, "")
            }
            detail.record.copy = origin.map {
                CopyRecord(
                    origin: $0, originLink: nil, originPublisher: nil, containment: 0.86,
                    direction: "it came later")
            }
            return .entry(detail)
        }
        func text(_ stored: [PairExplanation.StoredDecision], copyOf origin: Int64?) -> String {
            Self.text(
                PairExplanation(
                    a: side(1, copyOf: nil), b: side(2, copyOf: origin), stored: stored,
                    weighed: [], text: nil, documentCount: 3))
        }
        let held = "  entry 2 is held as a copy of entry 1: 86 % of the text; it came later\n"
        #expect(text([], copyOf: 1).contains(held))
        #expect(!text([], copyOf: 1).contains("no decision about the two is stored"))
        let moved = Decision.byHand("decision 3 undone (4)")
        #expect(text([.init(entry: 2, decision: moved)], copyOf: 1).contains(held))
        // The decision itself says so.
        #expect(
            !text([.init(entry: 2, decision: Decision(.copy))], copyOf: 1).contains("is held as"))
        #expect(text([], copyOf: 9).contains("no decision about the two is stored"))
    }

    @Test func `one run of words that two share is no identity`() throws {
        var entries = [1, 2].map {
            Document(
                id: $0, title: "The weather in Tolvane today", text: "Click here for more.",
                published: Timestamp(seconds: 1_774_000_000 + 86_400 * $0), source: "a")
        }
        for i in entries.indices { entries[i].link = "https://a.example/weather/\(i)" }
        let comparison = try #require(TextComparison(entries[0], entries[1]))
        let plain = Self.explanation
        let explanation = PairExplanation(
            a: plain.a, b: plain.b, stored: [], weighed: [], text: comparison, documentCount: 3)
        let page = Self.text(explanation)
        #expect(page.contains("1 of 1 word runs of the shorter text are in the other: no copy"))
        #expect(!page.contains("copies:"))
    }

    @Test func `why shared text makes no copy is told`() throws {
        let texts = ["Fluence Energy", "Molina Healthcare"].map { party in
            (
                "\(party) investors reminded of class action",
                """
                A law firm reminds investors who purchased shares of \(party) that a class action has been \
                filed in the district court. The complaint alleges that the company made false \
                statements to the market, and that the price of its shares fell when the truth was told. \
                There is no cost to you, and you need not be the lead plaintiff to share in what is won.
                """
            )
        }
        let comparison = try #require(
            TextComparison(
                Document(id: 1, title: texts[0].0, text: texts[0].1, published: nil, source: "a"),
                Document(id: 2, title: texts[1].0, text: texts[1].1, published: nil, source: "b")))
        #expect(comparison.caveat == .notice)
        let plain = Self.explanation
        let explanation = PairExplanation(
            a: plain.a, b: plain.b, stored: [], weighed: [], text: comparison, documentCount: 3)
        #expect(Self.text(explanation).contains("no copy, since it is one notice on two parties"))
    }

    @Test func `a pipe gets tabs`() {
        let lines = Self.page(nil)
        #expect(lines.contains("time\t0.700\t9 days apart"))
        #expect(lines.contains("vote\t0.100\t33 %"))
    }

    @Test func `a side is an entry's number or an event's with its sign`() {
        #expect(SideName(argument: "12") == .entry(12))
        #expect(SideName(argument: "#12") == .event(12))
        for text in ["", "#", "-1", "#-1", "12a", "##1"] {
            #expect(SideName(argument: text) == nil, "\(text)")
        }
    }

    @Test(arguments: [(0.0, "0.00"), (0.333, "0.33"), (1, "1.0"), (2.46, "2.5"), (12, "12.0")])
    func `growth is told in few digits`(growth: Double, text: String) {
        #expect(Amount.decimal(growth) == text)
    }
}
