import LoopbackOrigin
import Platform
import Testing

/// What shells are offered of feeds, events and entries, by the programs themselves.
struct CompletionTests {
    private func polled() async throws -> Scenario {
        let scenario = try Scenario()
        scenario.origin.serveFeed(
            "/good.xml", items: [FeedItem(id: "1", title: "Ferry $(touch pwned) aground")])
        try scenario.follow(["/good.xml"])
        try await scenario.pollOnce()
        return scenario
    }

    /// The answers to TAB behind `words`, of which the last is being typed.
    private func offered(_ words: String, in scenario: Scenario) async throws -> [String] {
        try scenario.write(
            """
            source <(tidings completions bash)
            COMP_WORDS=(tidings \(words))
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _tidings_complete tidings
            printf '%s\\n' "${COMPREPLY[@]}"
            """, to: "tab.bash")
        let answer = try await scenario.shell("bash '\(scenario.folder.path)/tab.bash'")
        try #require(answer.code == 0 && answer.error.isEmpty, "\(answer)")
        return answer.output.split(separator: "\n").map(String.init)
    }

    @Test func `bash offers what the listings hold`() async throws {
        let scenario = try await polled()
        let address = "\(scenario.origin.baseURL)/good.xml"
        #expect(try await offered("feeds show ''", in: scenario) == ["1", address])
        #expect(try await offered("show ''", in: scenario) == ["1"])
        #expect(try await offered("pin ''", in: scenario) == ["1"])
        #expect(try await offered("entries --feed ''", in: scenario) == ["1", address])
        #expect(
            try await offered("clusters --sort ''", in: scenario) == [
                "latest", "publishers", "growth",
            ])
        // Of feeds that are switched off there is none, and decisions and tags there are none either.
        #expect(try await offered("enable ''", in: scenario) == [])
        #expect(try await offered("undo ''", in: scenario) == [])
        #expect(try await offered("clusters --tag ''", in: scenario) == [])
        // The state that the line names is the one that is asked.
        #expect(try await offered("show --state /nowhere ''", in: scenario) == [])
    }

    @Test func `bash offers tags, decisions, and for enable what is switched off`() async throws {
        let scenario = try await polled()
        scenario.origin.serveFeed("/off.xml", items: [FeedItem(id: "2", title: "Whale ashore")])
        try scenario.follow(["/good.xml", "/off.xml"])
        let set = try await scenario.tidings(
            "feeds", "set", "1", "--tag", "sea", "--tag", "$(touch pwned)", "--tag", "two words",
            "--tag", "ünï")
        #expect(set.code == 0, "\(set)")
        try await scenario.pollOnce()
        #expect(try await scenario.tidings("disable", "off.xml").code == 0)
        try await scenario.pollOnce()
        #expect(try await scenario.tidings("merge", "1", "2").code == 0)
        let address = "\(scenario.origin.baseURL)/off.xml"
        #expect(try await offered("enable ''", in: scenario) == ["2", address])
        #expect(try await offered("undo ''", in: scenario) == ["1"])
        #expect(try await offered("clusters --tag s", in: scenario) == ["sea"])
        #expect(try await offered("feeds set 1 --untag=s", in: scenario) == ["sea"])
        let all = try await offered("entries --tag ''", in: scenario)
        // What is a letter beyond ASCII is told by the locale.
        #expect(all.filter { $0 != "ünï" } == ["sea"])
    }

    @Test func `the manual is printed, and a page that is not there is told`() async throws {
        let scenario = try Scenario()
        let list = try await scenario.tidings("manual")
        #expect(list.output.contains("feeds.yml.5\tthe file that says which feeds to follow\n"))
        let page = try await scenario.tidings("manual", "tidings-feeds-show")
        #expect(page.code == 0)
        #expect(page.output.hasPrefix(".TH \"TIDINGS\\-FEEDS\\-SHOW\" \"1\""))
        let none = try await scenario.tidings("manual", "feed.yml")
        #expect(none.code == 3)
        #expect(none.error.contains("did you mean feeds.yml?"))
    }
}
