import Platform
import Subscriptions
import Testing

@Suite("Removing from feeds.yml")
struct SubscriptionRemovalTests {
    private func removing(_ name: String, from text: String) throws -> String {
        let folder = try ScratchFolder()
        let path = try folder.write(text, to: "feeds.yml")
        try SubscriptionEditor.remove(name, from: path)
        return try folder.read("feeds.yml")
    }

    @Test(
        "The lines of the feed go, and no others",
        arguments: [
            (
                "feeds:\n  - https://a.example\n  - https://b.example # b\n  - https://c.example\n",
                "feeds:\n  - https://a.example\n  - https://c.example\n"
            ),
            (
                "feeds:\n- url: https://a.example\n- title: B\n  url: https://b.example\n  tags:\n  - x\n- url: https://c.example\n",
                "feeds:\n- url: https://a.example\n- url: https://c.example\n"
            ),
            ("feeds:\n  - https://b.example\n", "feeds:\n"),
            (
                "feeds:\n  - https://a.example\n  - https://b.example",
                "feeds:\n  - https://a.example"
            ),
            (
                "feeds:\r\n  - https://b.example\r\n  - https://a.example\r\n",
                "feeds:\r\n  - https://a.example\r\n"
            ),
            (
                "feeds:\n  -\n    # here\n    url: https://b.example\n\n    title: B\n  - https://a.example\n",
                "feeds:\n  - https://a.example\n"
            ),
            (
                "\u{feff}feeds:\n  - {url: https://b.example,\n     title: B}\n  - https://a.example\n",
                "\u{feff}feeds:\n  - https://a.example\n"
            ),
            (
                "feeds:\n  - url: https://b.example\n    title: |-\n      B\n    # tags: [x]\n  # A\n  - https://a.example\n",
                "feeds:\n  # A\n  - https://a.example\n"
            ),
        ])
    func lines(text: String, expected: String) throws {
        #expect(try removing("https://b.example/", from: text) == expected)
    }

    @Test(
        "A comment right above goes with the feed when it speaks of no other",
        arguments: [
            // Its own comment, with one line each for its neighbours.
            (
                "feeds:\n  # A\n  - https://a.example\n  # B, the\n  # second\n  - https://b.example\n  # C\n  - https://c.example\n",
                "feeds:\n  # A\n  - https://a.example\n  # C\n  - https://c.example\n"
            ),
            // The head of a section that has more feeds.
            (
                "feeds:\n  # News\n  - https://b.example\n  - https://c.example\n",
                "feeds:\n  # News\n  - https://c.example\n"
            ),
            // The head of a section, apart by a blank line.
            (
                "feeds:\n  # News\n\n  - https://b.example\n\n  - https://c.example\n",
                "feeds:\n  # News\n\n  - https://c.example\n"
            ),
            // A section of one feed, between others.
            (
                "feeds:\n  # A\n  - https://a.example\n\n  # B\n  - https://b.example\n\n  # C\n  - https://c.example\n",
                "feeds:\n  # A\n  - https://a.example\n\n  # C\n  - https://c.example\n"
            ),
            // The same at the end of the file, and before another key.
            (
                "feeds:\n  - https://a.example\n\n  # B\n  - https://b.example\n",
                "feeds:\n  - https://a.example\n"
            ),
            (
                "feeds:\n  - https://a.example\n\n  # B\n  - https://b.example\n\ndefaults:\n",
                "feeds:\n  - https://a.example\n\ndefaults:\n"
            ),
            // A note at the end of the file is nobody's.
            (
                "feeds:\n  - https://a.example\n  - https://b.example\n  # To do: more\n",
                "feeds:\n  - https://a.example\n  # To do: more\n"
            ),
            // The note within the feed above is that feed's.
            (
                "feeds:\n  - url: https://a.example\n    # tags: [x]\n  - https://b.example\n",
                "feeds:\n  - url: https://a.example\n    # tags: [x]\n"
            ),
        ])
    func comments(text: String, expected: String) throws {
        #expect(try removing("https://b.example", from: text) == expected)
    }

    @Test("A feed is named by its address or by its title, and answered")
    func names() throws {
        let folder = try ScratchFolder()
        let text = """
            defaults: {interval: 1h}
            feeds:
              - {url: https://a.example, title: A}
              - {url: https://b.example, title: Two}
              - {url: https://c.example, title: Two}

            """
        let path = try folder.write(text, to: "feeds.yml")
        #expect(throws: SubscriptionError.ambiguous("Two", file: path, lines: [4, 5])) {
            try SubscriptionEditor.remove("Two", from: path)
        }
        #expect(throws: SubscriptionError.notSubscribed("Three", file: path)) {
            try SubscriptionEditor.remove("Three", from: path)
        }
        #expect(try folder.read("feeds.yml") == text)
        let removed = try SubscriptionEditor.remove("A", from: path)
        #expect(removed.url == "https://a.example")
        #expect(removed.interval == 3_600)
        #expect(try SubscriptionEditor.remove("HTTP://B.example/", from: path).title == "Two")
        #expect(
            try SubscriptionFile.load(path: path).subscriptions.map(\.url) == ["https://c.example"])
    }

    @Test("A list in brackets is left to a person")
    func flow() throws {
        let folder = try ScratchFolder()
        let path = try folder.write("feeds:\n  [https://a.example]\n", to: "feeds.yml")
        let error = #expect(throws: SubscriptionError.self) {
            try SubscriptionEditor.remove("https://a.example", from: path)
        }
        #expect(error?.description.hasPrefix("\(path):2: ") == true)
    }

    @Test("A file that is not there is not made by removing")
    func missingFile() throws {
        let folder = try ScratchFolder()
        #expect(throws: SubscriptionError.self) {
            try SubscriptionEditor.remove("https://a.example", from: folder.path + "/feeds.yml")
        }
        #expect(try folder.names.isEmpty)
    }

    @Test(
        "Removing a feed that was added gives the old file",
        arguments: [
            "feeds:\n  - https://a.example\n", "feeds:\n- https://a.example",
            "feeds:\n  # x\n  - url: https://a.example\n\n# end\n", "feeds:\n", "feeds:",
            "feeds:\r\n    -   url: 'https://a.example'\r\n\r\ndefaults:\r\n",
            "feeds:\n  # all gone\n",
        ])
    func inverse(_ text: String) throws {
        let folder = try ScratchFolder()
        let path = try folder.write(text, to: "feeds.yml")
        try SubscriptionEditor.add(Subscription(url: "https://new.example"), to: path)
        try SubscriptionEditor.remove("https://new.example", from: path)
        #expect(try folder.read("feeds.yml") == text)
    }
}
