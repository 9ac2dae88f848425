import Platform
import Subscriptions
import Testing
import Values

@Suite("contact")
struct ContactTests {
    private func list(_ text: String) throws -> SubscriptionList {
        try SubscriptionFile.parse(Array(text.utf8), name: "feeds.yml")
    }

    @Test("That of defaults is for each feed that does not say its own")
    func defaults() throws {
        let list = try list(
            """
            defaults:
              contact: https://reader.example/about
            feeds:
              - https://a.example/
              - url: https://b.example/
                contact: me@reader.example
            """)
        #expect(list.contact == Contact("https://reader.example/about"))
        #expect(
            list.subscriptions.map { $0.contact?.text } == [
                "https://reader.example/about", "me@reader.example",
            ])
        #expect(try self.list("feeds: [https://a.example/]").subscriptions[0].contact == nil)
    }

    @Test(
        "What is no address, or would end the comment that it stands in, is told",
        arguments: [
            "me", "''", "~", "me@localhost", "\"me@e.example (at home)\"", "[me@e.example]",
            "https://me:secret@e.example/", "\"https://e.example/a)b\"", "ftp://e.example/",
            "\"me@e.example\\r\\nX: y\"",
        ])
    func none(value: String) {
        #expect(throws: SubscriptionError.self) {
            try list("defaults:\n  contact: \(value)\n")
        }
    }

    @Test("An added feed is written with it")
    func written() throws {
        var subscription = Subscription(url: "https://a.example/")
        subscription.contact = Contact("me@reader.example")
        let folder = try ScratchFolder()
        let path = try folder.write("defaults: {contact: you@reader.example}\n", to: "feeds.yml")
        try SubscriptionEditor.add(subscription, to: path)
        #expect(try folder.read("feeds.yml").contains("    contact: me@reader.example\n"))
        let list = try SubscriptionFile.load(path: path)
        #expect(list.subscriptions.map(\.contact) == [Contact("me@reader.example")])
        #expect(list.contact == Contact("you@reader.example"))
    }
}
