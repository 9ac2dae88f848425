import Platform
import Subscriptions
import Testing

/// What `feeds set` makes of a feeds.yml, line by line.
struct FeedChangeTests {
    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    private func change(
        _ texts: [SubscriptionChange.Key: String] = [:], tag: [String] = [], untag: [String] = [],
        unset: Set<SubscriptionChange.Key> = []
    ) -> SubscriptionChange {
        var change = SubscriptionChange()
        change.texts = texts
        change.addedTags = tag
        change.removedTags = untag
        change.unset = unset
        return change
    }

    /// The list of feeds `text` after `change` to https://a.example/.
    private func changed(_ text: String, _ change: SubscriptionChange) throws -> String {
        let path = try folder.write(text, to: "feeds.yml")
        let outcomes = try SubscriptionEditor.apply(change, to: ["https://a.example/"], in: path)
        for outcome in outcomes { _ = try outcome.get() }
        return try folder.read("feeds.yml")
    }

    @Test func `a bare address gets keys in the order in which a person writes them`() throws {
        let set = change([.interval: "2h", .title: "A: b", .keepEntries: "50"], tag: ["x", "y z"])
        #expect(
            try changed("feeds:\n  - https://a.example/  # good\n  - https://b.example/", set)
                == "feeds:\n  - url: https://a.example/  # good\n    title: \"A: b\"\n"
                + "    tags: [x, y z]\n    interval: 2h\n    keep_entries: 50\n  - https://b.example/"
        )
        #expect(
            try changed("feeds: [https://a.example/, https://b.example/]\n", set)
                == "feeds: [{url: https://a.example/, title: \"A: b\", tags: [x, y z], interval: 2h, "
                + "keep_entries: 50}, https://b.example/]\n")
    }

    @Test func `values change in their quotes, and keys come among those that are there`() throws {
        let text =
            "feeds:\r\n- url: https://a.example/ # a\r\n  title: 'Old'  # t\r\n  # of the server\r\n"
            + "  headers:\r\n    X-A: b\r\n\r\n# end\r\n"
        #expect(
            try changed(text, change([.title: "It's", .interval: "90m", .keep: "forever"]))
                == "feeds:\r\n- url: https://a.example/ # a\r\n  title: 'It''s'  # t\r\n"
                + "  interval: 1h30m\r\n  # of the server\r\n"
                + "  headers:\r\n    X-A: b\r\n  keep: forever\r\n\r\n# end\r\n")
    }

    @Test func `keys that are taken out leave all else, on the line of the dash too`() throws {
        #expect(
            try changed(
                "feeds:\n  - title: A # t\n    tags: [x]\n    url: https://a.example/\n    # kept\n"
                    + "    interval: 1h\n    timeout: 30s",
                change(unset: [.title, .tags, .interval, .timeout]))
                == "feeds:\n  - url: https://a.example/\n    # kept")
        #expect(
            try changed(
                "feeds:\n  - {title: A, tags: [x], url: https://a.example/, interval: 1h, keep: 90d }\n",
                change([.timeout: "1m"], unset: [.title, .tags, .interval, .keep]))
                == "feeds:\n  - {url: https://a.example/, timeout: 1m }\n")
        let both = change([.title: "B"], unset: [.interval])
        #expect(
            try changed("feeds:\n  - interval: 1h\n    url: https://a.example/\n", both)
                == "feeds:\n  - url: https://a.example/\n    title: B\n")
    }

    @Test func `the last line needs no break, nor the last value of braces a brace behind it`()
        throws
    {
        #expect(
            try changed(
                "feeds:\n  - url: https://a.example/\n    title: A",
                change([.interval: "2h"], unset: [.title]))
                == "feeds:\n  - url: https://a.example/\n    interval: 2h")
        // The break that goes is that of the line which is last now.
        #expect(
            try changed(
                "feeds:\r\n  - url: https://a.example/\n    title: A",
                change(unset: [.title])) == "feeds:\r\n  - url: https://a.example/")
        #expect(
            try changed(
                "feeds:\r\n  - url: https://a.example/", change([.interval: "2h"]))
                == "feeds:\r\n  - url: https://a.example/\r\n    interval: 2h")
        #expect(
            try changed(
                "feeds:\n  - {url: https://a.example/, title: A,}\n", change([.interval: "2h"]))
                == "feeds:\n  - {url: https://a.example/, title: A, interval: 2h,}\n")
    }

    @Test func `the blank lines behind a text of several lines stay where they are`() throws {
        let text =
            "feeds:\n  - url: https://a.example/\n    title: >-\n      A\n      b\n\n"
            + "  - https://b.example/\n"
        #expect(
            try changed(text, change([.interval: "2h"]))
                == text.replacing("      b\n", with: "      b\n    interval: 2h\n"))
        #expect(
            try changed(text, change(unset: [.title]))
                == "feeds:\n  - url: https://a.example/\n\n  - https://b.example/\n")
    }

    @Test func `tags in another order than the defaults become those of the defaults`() throws {
        let text =
            "defaults:\n  tags: [d, e]\nfeeds:\n  - url: https://a.example/\n    tags: [e, d]\n"
        #expect(
            try changed(text, change(tag: ["x"], unset: [.tags]))
                == text.replacing("[e, d]", with: "[d, e, x]"))
    }

    @Test func `a comment between tags is not taken out with them`() throws {
        let text =
            "feeds:\n  - url: https://a.example/\n    tags:\n      - a\n      # the daily ones\n"
            + "      - b\n"
        for change in [change(untag: ["a", "b"]), change(unset: [.tags])] {
            #expect(throws: SubscriptionError.self) { _ = try changed(text, change) }
            #expect(try folder.read("feeds.yml") == text)
        }
        #expect(
            try changed(text, change(untag: ["b"])) == text.replacing("      - b\n", with: ""))
    }

    @Test func `tags come and go one by one, in brackets or a line each`() throws {
        func tags(_ list: String, _ change: SubscriptionChange) throws -> String {
            let head = "feeds:\n  - url: https://a.example/\n    tags:"
            let text = try changed("\(head)\(list)\n    enabled: true\n", change)
            return String(text.dropFirst(head.count).dropLast("\n    enabled: true\n".count))
        }
        let swap = change(tag: ["z"], untag: ["x"])
        #expect(try tags(" ['x', \"y\"] # c", swap) == " [\"y\", z] # c")
        #expect(try tags(" [y, x]", swap) == " [y, z]")
        #expect(try tags(" [x]", swap) == " [z]")
        #expect(try tags(" []", swap) == " [z]")
        #expect(
            try tags(" [\n      y, w,\n    ]", change(tag: ["z"])) == " [\n      y, w, z,\n    ]")
        #expect(
            try tags("\n      -  x # gone\n      # of y\n      -  'y'", swap)
                == "\n      # of y\n      -  'y'\n      -  z")
        #expect(try tags("\n    - x", swap) == "\n    - z")
        #expect(try tags(" [y, z]", swap) == " [y, z]")
    }

    @Test func `tags of the defaults are added to and taken from, and none keeps them away`() throws
    {
        let head = "defaults: {tags: [d, e]}\nfeeds:\n"
        let bare = head + "  - https://a.example/\n"
        let keys = head + "  - url: https://a.example/\n"
        #expect(try changed(bare, change(tag: ["x"])) == keys + "    tags: [d, e, x]\n")
        #expect(try changed(bare, change(untag: ["d", "e"])) == keys + "    tags: []\n")
        #expect(try changed(bare, change(tag: ["d"], untag: ["x"])) == bare)
        let block = "    tags:\n      - a\n      - d\n"
        #expect(try changed(keys + block, change(untag: ["a", "d"])) == keys + "    tags: []\n")
        #expect(try changed(keys + block, change(unset: [.tags])) == keys)
        #expect(
            try changed(keys + block, change(tag: ["x"], unset: [.tags]))
                == keys + "    tags:\n      - d\n      - e\n      - x\n")
        let own = "feeds:\n  - url: https://a.example/\n    tags: [a]\n"
        #expect(
            try changed(own, change(untag: ["a"])) == "feeds:\n  - url: https://a.example/\n")
    }

    @Test func `what a feed may reach is a word or a list, and each takes the place of the other`()
        throws
    {
        let list = change([.allowPrivate: "10.0.0.0/8,localhost:8080"])
        let bare = "feeds:\n  - https://a.example/\n"
        let keys = "feeds:\n  - url: https://a.example/\n"
        let written = keys + "    allow_private: [\"10.0.0.0/8\", localhost:8080]\n"
        #expect(try changed(bare, list) == written)
        #expect(try changed(keys + "    allow_private: true\n", list) == written)
        #expect(
            try changed(written, change([.allowPrivate: "false"]))
                == keys + "    allow_private: false\n")
        #expect(try changed(written, change(unset: [.allowPrivate])) == keys)
        let block = "    allow_private:\n      - 10.0.0.0/8 # home\n      - \"a.lan:80\"\n"
        #expect(
            try changed(keys + block, list)
                == keys + "    allow_private:\n      - 10.0.0.0/8 # home\n"
                + "      - localhost:8080\n")
        // With it an interval may be what it may not be without.
        #expect(
            try changed(bare, change([.allowPrivate: "true", .interval: "1m"]))
                == keys + "    interval: 1m\n    allow_private: true\n")
    }

    @Test func `a rule that stays keeps its line, wherever and however it is named`() throws {
        let head = "feeds:\n  - url: https://a.example/\n    allow_private:\n"
        let office = "      - 10.0.0.0/8   # office\n"
        let home = "      - NAS.lan:80 # at home\n"
        #expect(
            try changed(head + office, change([.allowPrivate: "localhost:8080,10.0.0.0/8"]))
                == head + office + "      - localhost:8080\n")
        #expect(
            try changed(head + home + office, change([.allowPrivate: "localhost:8080,nas.lan:80"]))
                == head + home + "      - localhost:8080\n")
        // Twice as well, in the file as in the change.
        let twice = "      - nas.lan:80\n"
        #expect(
            try changed(
                head + home + twice, change([.allowPrivate: "10.0.0.1/32,nas.lan:80,10.0.0.1"]))
                == head + home + twice + "      - \"10.0.0.1\"\n")
        #expect(
            try changed(head + home + twice, change([.allowPrivate: "nas.lan:80"]))
                == head + home + twice)
    }

    @Test func `a list in another order is not written anew at the cost of a comment`() throws {
        let text =
            "defaults: {tags: [d, e]}\nfeeds:\n  - url: https://a.example/\n    tags:\n"
            + "      - e # of the evening\n      - d\n      - f # gone\n"
        let change = change(tag: ["x"], unset: [.tags])
        #expect(throws: SubscriptionError.self) { _ = try changed(text, change) }
        #expect(try folder.read("feeds.yml") == text)
        #expect(
            try changed(text.replacing(" # of the evening", with: ""), change)
                == text.split(separator: "\n").prefix(3).joined(separator: "\n")
                + "\n    tags: [d, e, x]\n")
    }

    @Test func `headers are taken out whole, and told by their names`() throws {
        let keys = "feeds:\n  - url: https://a.example/\n"
        let headers = "    headers:\n      X-Key: secret\n      Accept-Language: de\n"
        let path = try folder.write(keys + headers + "    timeout: 1m\n", to: "feeds.yml")
        let outcome = try SubscriptionEditor.apply(
            change(unset: [.headers]), to: ["https://a.example/"], in: path)[0]
        #expect(try folder.read("feeds.yml") == keys + "    timeout: 1m\n")
        let told = try outcome.get().changes
        #expect(told.map(\.key) == ["headers"] && told[0].after == nil)
        #expect(told[0].before == "[X-Key, Accept-Language]")
        #expect(
            try changed(
                "feeds:\n  - {url: https://a.example/, headers: {A: b}, timeout: 1m}\n",
                change(unset: [.headers]))
                == "feeds:\n  - {url: https://a.example/, timeout: 1m}\n")
    }

    @Test(
        arguments: [
            ([.allowPrivate: "yes"], "allow_private: \"yes\"; expected true (yes"),
            ([.allowPrivate: ""], "allow_private: nothing; expected true, false or a list"),
            ([.allowPrivate: "10.0.0.0/8,"], "allow_private: \"\""),
            ([.allowPrivate: "false", .interval: "1m"], "expected at least 5m"),
            ([.headers: "A: b"], "expected names and values"),
            ([.interval: "soon"], "interval: \"soon\"; expected a time like 45m"),
            ([.interval: "1m"], "expected at least 5m"), ([.timeout: "1s"], "from 5s to 10m"),
            ([.title: "a\nb"], "without control characters"), ([.maxSize: "1"], "max_size: \"1\""),
            ([.proxy: "http://u:p@x.example:1"], "an address with a user"),
            ([.keep: "1d", .keepEntries: "no"], "keep_entries: \"no\""),
            ([.credential: "../x"], "the name of a secret"),
        ] as [([SubscriptionChange.Key: String], String)])
    func `what check refuses changes nothing`(
        texts: [SubscriptionChange.Key: String], told: String
    ) throws {
        let text = "feeds:\n  - https://a.example/\n"
        let path = try folder.write(text, to: "feeds.yml")
        do throws(SubscriptionError) {
            _ = try SubscriptionEditor.apply(change(texts), to: ["https://a.example/"], in: path)
            Issue.record("it was taken")
        } catch {
            guard case .badValues = error else { throw error }
            #expect("\(error)".hasPrefix("nothing was changed: ") && "\(error)".contains(told))
        }
        #expect(try folder.read("feeds.yml") == text)
    }

    @Test func `a short interval is for those that may be private`() throws {
        #expect(
            try changed(
                "defaults:\n  allow_private: true\nfeeds:\n  - https://a.example/\n",
                change([.interval: "1m"])
            )
            .hasSuffix("  - url: https://a.example/\n    interval: 1m\n"))
    }

    @Test func `what cannot be edited without a loss is left, with its line`() throws {
        for (feed, change, line) in [
            ("url: https://a.example/\n    title: A\n      B\n", change([.title: "B"]), 3),
            ("url: https://a.example/\n    tags: [a,\n      b]\n", change(untag: ["b"]), 3),
            (
                "title: A\n    # of the address\n    url: https://a.example/\n",
                change(unset: [.title]), 3
            ),
            ("{url: https://a.example/,\n    title: A}\n", change(unset: [.title]), 2),
        ] {
            let text = "feeds:\n  - \(feed)"
            let path = try folder.write(text, to: "feeds.yml")
            do throws(SubscriptionError) {
                _ = try SubscriptionEditor.apply(change, to: ["https://a.example/"], in: path)
                Issue.record("\(feed) was changed")
            } catch {
                guard case .notEditable(_, let place, _) = error else { throw error }
                #expect(place == line)
            }
            #expect(try folder.read("feeds.yml") == text)
        }
    }

    @Test func `several feeds change in one step, and each tells what`() throws {
        let path = try folder.write(
            "feeds:\n  - https://a.example/\n  - {url: https://b.example/, title: B}\n"
                + "  - url: https://c.example/\n    interval: 2h\n",
            to: "feeds.yml")
        let outcomes = try SubscriptionEditor.apply(
            change([.interval: "2h"], unset: [.title]),
            to: ["B", "https://c.example/", "nosuch", "https://a.example/"], in: path)
        let told = outcomes.map { outcome in
            (try? outcome.get())?.changes.map { "\($0.key) \($0.before ?? "-") \($0.after ?? "-")" }
        }
        #expect(told == [["title B -", "interval - 2h"], [], nil, ["interval - 2h"]])
        #expect((try? outcomes[0].get())?.feed.title == nil)
        #expect(
            try folder.read("feeds.yml")
                == "feeds:\n  - url: https://a.example/\n    interval: 2h\n"
                + "  - {url: https://b.example/, interval: 2h}\n"
                + "  - url: https://c.example/\n    interval: 2h\n")
    }

    @Test func `where nothing is added no folder and no file is made`() throws {
        let path = "\(folder.path)/none/feeds.yml"
        let refused = [Subscription(url: "ftp://a.example/")]
        #expect(try SubscriptionEditor.add(refused, to: path).count == 1)
        #expect(!FilePresence.exists("\(folder.path)/none"))
    }
}
