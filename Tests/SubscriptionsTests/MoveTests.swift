import Platform
import Subscriptions
import Testing

@Suite("A feed's new address in feeds.yml")
struct MoveTests {
    private static let text = """
        # Mine.
        defaults:
          interval: 1h

        feeds:
          - http://a.example/feed    # the first
          # About b.
          - url: 'http://b.example/feed'
            title: B
            tags: [x]
          - {url: "http://c.example/feed", title: C}
          - url: http://d.example/feed
            credential: d
          - url: >-
              http://e.example/feed

        """

    private func moved(_ old: String, to new: String) throws -> String {
        let folder = try ScratchFolder()
        let path = try folder.write(Self.text, to: "feeds.yml")
        try SubscriptionEditor.move(old, to: new, in: path)
        return try folder.read("feeds.yml")
    }

    @Test(
        "It takes the place of the old one, and nothing else changes",
        arguments: [
            ("http://a.example/feed", "- http://a.example/feed", "- https://new.example/x"),
            ("https://b.example/feed", "'http://b.example/feed'", "'https://new.example/x'"),
            ("http://c.example/feed", "\"http://c.example/feed\"", "\"https://new.example/x\""),
        ])
    func place(old: String, before: String, after: String) throws {
        let parts = Self.text.split(separator: before, maxSplits: 1).map(String.init)
        #expect(
            try moved(old, to: "https://new.example/x") == parts.joined(separator: after))
    }

    @Test("An address that needs quotes gets them")
    func quotes() throws {
        let text = try moved("http://a.example/feed", to: "https://new.example/?a=[1]")
        #expect(text.contains("  - \"https://new.example/?a=[1]\"    # the first\n"))
    }

    @Test("A secret is not sent to another server for it, but from http to https it is")
    func secrets() throws {
        for new in ["https://new.example/feed", "https://d.example:8443/feed"] {
            #expect(throws: SubscriptionError.self) { try moved("http://d.example/feed", to: new) }
        }
        #expect(
            try moved("http://d.example/feed", to: "https://d.example/new")
                .contains("- url: https://d.example/new\n    credential: d"))
    }

    @Test("An address that another feed has is refused, as is one that is none")
    func refused() throws {
        for new in ["https://b.example/feed", "gopher://x.example/", "https://u:p@x.example/"] {
            #expect(throws: SubscriptionError.self) { try moved("http://a.example/feed", to: new) }
        }
        #expect(throws: SubscriptionError.self) {
            try moved("http://none.example/", to: "https://new.example/")
        }
    }

    @Test("An address that is written in a block is left to a person")
    func block() throws {
        #expect(throws: SubscriptionError.self) {
            try moved("http://e.example/feed", to: "https://new.example/")
        }
    }
}
