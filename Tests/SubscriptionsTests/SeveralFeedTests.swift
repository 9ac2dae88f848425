import Platform
import Subscriptions
import Testing
import Values

@Suite("Edits of several feeds at once")
struct SeveralFeedTests {
    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    private func switched(_ text: String, _ isEnabled: Bool, _ name: String) throws -> String {
        let path = try folder.write(text, to: "feeds.yml")
        for outcome in try SubscriptionEditor.setEnabled(isEnabled, [name], in: path) {
            _ = try outcome.get()
        }
        let url = try SubscriptionFile.load(path: path).subscriptions
        #expect(url.first { $0.url == name }?.isEnabled == isEnabled)
        return try folder.read("feeds.yml")
    }

    @Test("A feed is switched off as a person would write it, however it is written")
    func off() throws {
        #expect(
            try switched(
                "feeds:\n  - https://a.example/  # good\n  # next\n  - https://b.example/",
                false, "https://a.example/")
                == "feeds:\n  - url: https://a.example/  # good\n    enabled: false\n  # next\n"
                + "  - https://b.example/")
        #expect(
            try switched("feeds:\n-   'https://a.example/'", false, "https://a.example/")
                == "feeds:\n-   url: 'https://a.example/'\n    enabled: false")
        #expect(
            try switched(
                "feeds:\n  - url: https://a.example/\n    title: A\n    # deeper\n\n  - https://b.example/\n",
                false, "https://a.example/")
                == "feeds:\n  - url: https://a.example/\n    title: A\n    enabled: false\n"
                + "    # deeper\n\n  - https://b.example/\n")
        #expect(
            try switched(
                "feeds:\n  -\n    enabled: true   # yes\n    url: https://a.example/\n", false,
                "https://a.example/")
                == "feeds:\n  -\n    enabled: false   # yes\n    url: https://a.example/\n")
        #expect(
            try switched(
                "feeds:\n  - { url: https://a.example/ } # c\n", false, "https://a.example/")
                == "feeds:\n  - { url: https://a.example/, enabled: false } # c\n")
        #expect(
            try switched(
                "feeds: [https://a.example/, https://b.example/]\n", false,
                "https://b.example/")
                == "feeds: [https://a.example/, {url: https://b.example/, enabled: false}]\n")
        #expect(
            try switched("feeds:\r\n  - https://a.example/\r\n", false, "https://a.example/")
                == "feeds:\r\n  - url: https://a.example/\r\n    enabled: false\r\n")
    }

    @Test("A feed is switched on by its own word, and one that is on stays as it is")
    func on() throws {
        #expect(
            try switched(
                "feeds:\n  - url: https://a.example/\n    enabled: false # until May\n", true,
                "https://a.example/")
                == "feeds:\n  - url: https://a.example/\n    enabled: true # until May\n")
        let plain = "feeds:\n  - https://a.example/\n"
        #expect(try switched(plain, true, "https://a.example/") == plain)
    }

    @Test("Several are switched off and removed in one step, those that are not there told")
    func several() throws {
        let path = try folder.write(
            "feeds:\n  # one\n  - https://a.example/\n\n  - https://b.example/\n  - https://c.example/\n",
            to: "feeds.yml")
        let off = try SubscriptionEditor.setEnabled(
            false, ["https://c.example/", "nosuch", "https://a.example/"], in: path)
        #expect(off.map { (try? $0.get())?.isChanged } == [true, nil, true])
        #expect(
            try SubscriptionFile.load(path: path).subscriptions.map(\.isEnabled)
                == [false, true, false])
        let removed = try SubscriptionEditor.remove(
            ["https://a.example/", "https://b.example/", "https://b.example/", "nosuch"], from: path
        )
        #expect(
            removed.map { (try? $0.get())?.url }
                == ["https://a.example/", "https://b.example/", "https://b.example/", nil])
        #expect(
            try folder.read("feeds.yml")
                == "feeds:\n  - url: https://c.example/\n    enabled: false\n")
    }

    @Test("A list is added in one step behind the last feed, with what cannot be said told")
    func list() throws {
        let head = "# head\nfeeds:\n  # first\n  - https://a.example/ # a\n# end\n"
        let path = try folder.write(head, to: "feeds.yml")
        var titled = Subscription(url: "https://b.example/")
        titled.title = "B: \"b\" # no comment"
        titled.tags = ["x, y"]
        let wanted = [
            titled, Subscription(url: "https://A.example"),
            Subscription(url: "https://u:p@c.example/"),
            Subscription(url: "https://d.example/"), Subscription(url: "http://d.example:80/"),
        ]
        let dry = try SubscriptionEditor.add(wanted, to: path, isDryRun: true)
        #expect(try folder.read("feeds.yml") == head)
        let additions = try SubscriptionEditor.add(wanted, to: path)
        #expect(dry == additions)
        #expect(additions[0] == .added(permit: .publicOnly))
        #expect(additions[1] == .present(line: 4))
        guard case .refused(let reasons) = additions[2] else {
            Issue.record("\(additions[2])")
            return
        }
        #expect(reasons.first?.contains("password") == true)
        #expect(additions[3] == .added(permit: .publicOnly))
        #expect(additions[4] == .present(line: 0))
        let text = try folder.read("feeds.yml")
        #expect(text.hasPrefix("# head\nfeeds:\n  # first\n  - https://a.example/ # a\n"))
        #expect(text.hasSuffix("# end\n"))
        let read = try SubscriptionFile.load(path: path).subscriptions
        #expect(
            read.map(\.url) == ["https://a.example/", "https://b.example/", "https://d.example/"])
        #expect(read[1].title == titled.title)
        #expect(read[1].tags == titled.tags)
    }

    @Test("A list that nothing is added of makes no file, and a dry run none either")
    func nothing() throws {
        let path = "\(folder.path)/new/feeds.yml"
        let feed = Subscription(url: "https://a.example/")
        #expect(
            try SubscriptionEditor.add([feed], to: path, isDryRun: true) == [
                .added(permit: .publicOnly)
            ])
        #expect(try folder.names.isEmpty)
        #expect(try SubscriptionEditor.add([feed], to: path) == [.added(permit: .publicOnly)])
        #expect(try SubscriptionFile.load(path: path).subscriptions.map(\.url) == [feed.url])
    }
}
