import Politeness
import Testing

@testable import Storage
@testable import tidings

struct FeedChoiceTests {
    private static func feed(
        _ id: Int64, _ url: String, _ title: String?, isSubscribed: Bool = true
    ) -> FeedListing {
        FeedListing(
            id: id, url: url, title: title, siteLink: nil, publisher: "", tags: [],
            isSubscribed: isSubscribed, isEnabled: true, poll: PollState(due: nil), entryCount: 0,
            newestEntry: nil, notes: [])
    }

    private static let feeds = [
        feed(1, "https://halcyon.example/feed", "Halcyon Press Agency"),
        feed(2, "https://ledger.example/feed", "The Norhaven Ledger"),
        feed(3, "https://ledger.example/sport", "The Norhaven Ledger: Sport"),
        feed(4, "https://old.example/halcyon", "Halcyon Weekly", isSubscribed: false),
        feed(5, "https://untitled.example/", nil),
    ]
    private let choice = FeedChoice(from: feeds)

    @Test(
        arguments: [
            ("2", 2), ("https://LEDGER.example:443/feed", 2), ("The Norhaven Ledger", 2),
            ("sport", 3), ("HALCYON", 1), ("weekly", 4), ("https://untitled.example", 5),
            ("untitled", 5), ("Example/Sport", 3),
        ] as [(String, Int64)])
    func `a feed is named by number, address, title or a part of its title`(
        name: String, id: Int64
    ) throws {
        #expect(try choice.feed(name).id == id)
    }

    @Test func `a name that fits several feeds chooses none`() {
        let ledgers = ["The Norhaven Ledger (2)", "The Norhaven Ledger: Sport (3)"]
        #expect(throws: FeedChoiceFailure.ambiguous("ledger", feeds: ledgers)) {
            try choice.feed("ledger")
        }
        #expect(throws: FeedChoiceFailure.unknown("9", question: nil)) { try choice.feed("9") }
        // Their addresses have it, one of them that of a feed that was removed.
        let all = [
            "Halcyon Press Agency (1, https://halcyon.example/feed)",
            "The Norhaven Ledger (2, https://ledger.example/feed)",
            "The Norhaven Ledger: Sport (3, https://ledger.example/sport)",
            "https://untitled.example/ (5)",
        ]
        #expect(throws: FeedChoiceFailure.ambiguous(".example/", feeds: all)) {
            try choice.feed(".example/")
        }
    }

    @Test func `a part of titles does not hide the address that has it`() throws {
        let feeds = [
            Self.feed(1, "https://a.example/1", "Evening News"),
            Self.feed(2, "https://b.example/2", "Morning Post"),
            Self.feed(3, "https://c.example/ng.xml", "Nordic Gazette"),
            Self.feed(4, "https://d.example/4", "Post"),
        ]
        let choice = FeedChoice(from: feeds)
        let told = [
            "Evening News (1)", "Morning Post (2)", "Nordic Gazette (3, https://c.example/ng.xml)",
        ]
        #expect(throws: FeedChoiceFailure.ambiguous("ng", feeds: told)) { try choice.feed("ng") }
        #expect(try choice.feed("ng.xml").id == 3)
        // A whole title goes before a part of one.
        #expect(try choice.feed("post").id == 4)
    }

    @Test func `feeds of one title are told by their addresses`() {
        let coast = [
            Self.feed(4, "https://coast.example/feed", "Coast Radio"),
            Self.feed(7, "https://inland.example/feed", "Inland Radio"),
            Self.feed(22, "https://coast.example/news", "Coast Radio"),
        ]
        let told = [
            "Coast Radio (4, https://coast.example/feed)", "Inland Radio (7)",
            "Coast Radio (22, https://coast.example/news)",
        ]
        #expect(throws: FeedChoiceFailure.ambiguous("radio", feeds: told)) {
            try FeedChoice(from: coast).feed("radio")
        }
        let question = FeedSuggestion(from: coast, for: "Coast Raido").question(for: "Coast Raido")
        #expect(question == "did you mean \(told[0]) or \(told[2])?")
    }

    @Test(
        arguments: [
            ("halcion", "did you mean Halcyon Press Agency (1)?"),
            (
                "Norhaven Ledgre",
                "did you mean The Norhaven Ledger (2) or The Norhaven Ledger: Sport (3)?"
            ),
            ("Sprot", "did you mean The Norhaven Ledger: Sport (3)?"),
            ("untiteld.example", "did you mean https://untitled.example/ (5)?"),
            ("https://untitld.example/", "did you mean https://untitled.example/ (5)?"),
            // One that was removed was not meant.
            ("wekly", nil), ("zzzzzz", nil), ("", nil), ("9", nil),
        ] as [(String, String?)])
    func `a mistyped name leads to what was meant`(name: String, question: String?) {
        let suggestion = FeedSuggestion(
            from: Self.feeds, for: name)
        #expect(suggestion.question(for: name) == question)
    }
}
