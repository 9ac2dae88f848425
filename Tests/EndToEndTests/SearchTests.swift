import Testing

/// `search`, and the filters of `entries` and `clusters`, as a person and as a script use them.
struct SearchTests {
    private static func polled() async throws -> Scenario {
        let scenario = try Scenario()
        scenario.origin.serveFeed(
            "/a.xml",
            items: [
                FeedItem(id: "1", title: "Harbour bridge closed", text: "Cracks in a pier."),
                FeedItem(
                    id: "2", title: "Ferry &#x202e;aground", text: "Nobody in the harbour hurt."),
                FeedItem(id: "3", title: "Cats &amp; dogs", text: "Zürich, 東京都"),
            ])
        scenario.origin.serveFeed(
            "/b.xml", items: [FeedItem(id: "1", title: "Harbour fog", text: "None sails.")])
        try scenario.follow(["/a.xml", "/b.xml"])
        try await scenario.pollOnce()
        return scenario
    }

    @Test func `what is looked for is found, in a pipe and as JSON`() async throws {
        let scenario = try await Self.polled()
        let found = try await scenario.tidings("search", "harbour -fog")
        #expect(found.code == 0)
        let rows = found.output.split(separator: "\n").map {
            $0.split(separator: "\t", omittingEmptySubsequences: false)
        }
        #expect(rows.count == 2)
        #expect(rows.allSatisfy { $0.count == 6 })
        #expect(found.output.contains("Harbour bridge closed"))
        #expect(found.output.contains("Nobody in the harbour hurt."))
        let json = try await scenario.tidings("search", "--json", "zurich")
        #expect(json.code == 0)
        #expect(
            json.output.hasPrefix("{\"version\":1,\"indexed_percent\":100,\"entries\":[{\"id\":"))
        #expect(json.output.contains("\"excerpt\":\"Zürich, 東京都\""))
        for line in ["東京", "feed:b.xml fog", "since:today cats", "title:cats dogs"] {
            #expect(try await scenario.tidings("search", line).code == 0, "\(line)")
        }
        let ranked = try await scenario.tidings("search", "--by", "relevance", "-n1", "harbour")
        #expect(ranked.output.split(separator: "\n").count == 1)
    }

    @Test func `nothing found and a query that is none are told apart`() async throws {
        let scenario = try await Self.polled()
        let none = try await scenario.tidings("search", "zeppelin")
        #expect(none.code == 3)
        #expect(none.output == "")
        #expect(none.error.contains("no entry matches"))
        for list in [["search"], ["clusters", "--search"]] {
            let refused = try await scenario.tidings(list + ["feed:1 OR harbour"])
            #expect(refused.code == 2 && refused.error.contains("OR cannot stand beside feed:1"))
            let grouped = try await scenario.tidings(list + ["(harbour zeppelin) OR cats"])
            #expect(grouped.code == 3 && grouped.error.contains("brackets are not read"))
        }
        let noFeed = try await scenario.tidings("search", "tag:sports harbour")
        #expect(noFeed.code == 3)
        #expect(noFeed.error.contains("no feed fits tag:sports"))
        #expect(noFeed.error.contains("tidings feeds --format '{tags}"))
        for list in ["entries", "clusters"] {
            let noTag = try await scenario.tidings(list, "--tag", "sports")
            #expect(noTag.code == 3 && noTag.error.contains("no feed fits --tag sports"))
        }
        let noLanguage = try await scenario.tidings("search", "lang:german harbour")
        #expect(noLanguage.code == 3)
        #expect(noLanguage.error.contains("no feed or entry fits lang:german"))
        #expect(noLanguage.error.contains("lang:de"))
        #expect(!noLanguage.error.contains("no entry matches"))
        for list in [["entries"], ["clusters", "--json"]] {
            let empty = try await scenario.tidings(list + ["--lang", "german"])
            #expect(empty.code == 3)
            #expect(empty.error.contains("no feed or entry fits --lang german; "), "\(empty.error)")
            let spoken = try await scenario.tidings(list + ["--lang", "en", "--until", "2001"])
            #expect(!spoken.error.contains("--lang"), "\(spoken.error)")
        }
        for (line, said) in [
            ("  ", "nothing to look for"), ("since:soon x", "\"soon\" does not fit since"),
            ("h*", "too short"),
        ] {
            let refused = try await scenario.tidings("search", line)
            #expect(refused.code == 2, "\(line)")
            #expect(refused.error.contains(said), "\(refused.error)")
        }
        #expect(try await scenario.tidings("search").code == 2)
        let dashed = try await scenario.tidings("search", "harbour", "-fog")
        #expect(dashed.code == 2)
        #expect(dashed.error.contains("there is no option -f; put -- before the query"))
        let typo = try await scenario.tidings("search", "harbour", "--limt", "3")
        #expect(
            typo.error.contains("no option --limt; did you mean --limit? (see"), "\(typo.error)")
        // Letters of which one is help, and not all are options.
        let negated = try await scenario.tidings("search", "storm", "-hurricane")
        #expect(negated.code == 2 && negated.error.contains("put -- before"), "\(negated)")
        #expect(try await scenario.tidings("search", "--", "harbour", "-fog").code == 0)
        for (options, meant) in [
            (["--since", "2h"], "since:2h"), (["--tag=world"], "tag:world"),
            (["--feed", "the ledger"], "feed:\"the ledger\""), (["--lang", "en"], "lang:en"),
            (["--until", "today"], "until:today"),
        ] {
            let refused = try await scenario.tidings(["search", "harbour"] + options)
            #expect(refused.code == 2)
            #expect(refused.error.contains("it is a part of the query: \(meant) ("), "\(refused)")
        }
        for command in [["search"], ["clusters", "--search"]] {
            let mistyped = try await scenario.tidings(command + ["titel:harbour"])
            #expect(mistyped.code == 3)
            #expect(mistyped.error.contains("did you mean title:?"), "\(mistyped.error)")
        }
        #expect(try await scenario.tidings("clusters", "--search", "-").code == 2)
    }

    @Test func `on a terminal what was looked for stands out, and nothing steers it`() async throws
    {
        let scenario = try await Self.polled()
        let shown = try await scenario.shell(
            "env -u NO_COLOR TERM=xterm script -qec 'tidings search harbour' /dev/null </dev/null")
        #expect(shown.code == 0)
        #expect(shown.output.contains("\u{1b}[1mHarbour\u{1b}[0m bridge closed"))
        #expect(shown.output.contains("Ferry aground"))
        let plain = try await scenario.shell(
            "NO_COLOR=1 TERM=xterm script -qec 'tidings search harbour' /dev/null </dev/null")
        #expect(plain.output.contains("Harbour bridge closed"))
        #expect(!plain.output.contains("\u{1b}"))
    }

    @Test func `below what is found a person is told whether there is more`() async throws {
        let scenario = try await Self.polled()
        let harbours = try await scenario.entries().filter { $0.title != "Cats & dogs" }.map(\.id)
        let last = try #require(harbours.sorted().dropFirst().first)
        for (options, told) in [
            ([], "3 entries"), (["-n", "3"], "3 entries"),
            (["-n", "2"], "2 entries; --before \(last) shows the next"),
            (["-n", "2", "--by", "relevance"], "2 entries; -n COUNT or --all shows more"),
        ] {
            let shown = try await scenario.shown(
                ["search", "harbour"] + options, environment: ["NO_COLOR": "1"])
            #expect(shown.text.hasSuffix("\n\(told)\n"), "\(options) \(shown.text)")
            #expect(shown.text.contains("harbour") || shown.text.contains("Harbour"))
        }
        let best = try await scenario.tidings(
            "search", "harbour", "--by", "relevance", "--before", "\(last)")
        #expect(best.code == 2 && best.error.contains("-n COUNT or --all"), "\(best)")
        #expect(best.output == "")
        let narrow = try await scenario.shown(
            ["search", "harbour"], columns: 40, environment: ["NO_COLOR": "1"])
        #expect(narrow.text.split(separator: "\n").allSatisfy { $0.count <= 40 })
        #expect(narrow.text.matches(of: /event #\d+\n/).count == 3, "\(narrow.text)")
        let next = try await scenario.tidings("search", "harbour", "--before", "\(last)")
        #expect(next.output.split(separator: "\n").count == 1)
        #expect(try await scenario.tidings("search", "harbour", "-n", "2").error == "")
    }

    @Test func `entries and events are narrowed`() async throws {
        let scenario = try await Self.polled()
        let events = try await scenario.tidings(
            "clusters", "--search", "cats OR zeppelin", "--since", "today")
        #expect(events.code == 0)
        #expect(events.output.contains("Cats & dogs"))
        #expect(!events.output.contains("bridge"))
        #expect(try await scenario.tidings("clusters", "--search", "zeppelin").code == 3)

        let all = try await scenario.entries()
        #expect(all.count == 4)
        let first = try #require(all.first)
        let page = try await scenario.tidings("entries", "--before", "\(first.id)", "-n", "2")
        let ids = page.output.split(separator: "\n").map { $0.prefix { $0 != "\t" } }
        #expect(ids.map(String.init) == all[1...2].map { "\($0.id)" })
        let cluster = try #require(first.cluster)
        let members = try await scenario.tidings("entries", "--cluster", "#\(cluster)")
        #expect(members.output.split(separator: "\n").count == all.count { $0.cluster == cluster })
        #expect(try await scenario.tidings("entries", "--lang", "xx").code == 3)
        #expect(try await scenario.tidings("entries", "--tag", "none").code == 3)
        #expect(
            try await scenario.tidings("entries", "--since", "today", "--until", "today").code == 0)
        #expect(try await scenario.tidings("entries", "--until", "2020-01").code == 3)
        #expect(try await scenario.tidings("entries", "--lang", "'").code == 2)
        #expect(try await scenario.tidings("entries", "--since", "whenever").code == 2)
    }
}
