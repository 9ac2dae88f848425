import LoopbackOrigin
import Testing

/// What a script learns of a list that was cut.
struct WholeListTests {
    @Test func `a document says whether its list is whole, by whatever it was chosen`() async throws
    {
        let scenario = try Scenario()
        for name in ["a", "b"] {
            let text =
                "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>\(name)</title>"
                + "<language>en</language><item><guid>\(name)</guid>"
                + "<title>Ferry \(name == "a" ? "aground off the cape" : "timetable reform")</title>"
                + "</item></channel></rss>"
            scenario.origin.handle("/\(name).xml") { _ in
                .init(text: text, type: "application/rss+xml")
            }
        }
        try scenario.follow(["/a.xml", "/b.xml"])
        let tagged = try scenario.text("feeds.yml").replacing(".xml", with: ".xml\n    tags: [sea]")
        try scenario.write(tagged, to: "feeds.yml")
        try await scenario.pollOnce()
        let lists = [
            ["clusters"], ["clusters", "--tag", "sea"], ["clusters", "--lang", "en"],
            ["clusters", "--feed", "1", "--feed", "2"], ["clusters", "--search", "ferry"],
            ["clusters", "--sort", "publishers"], ["clusters", "--sort", "growth"],
            ["clusters", "--since", "1d"], ["entries"], ["entries", "--tag", "sea"],
            ["search", "ferry"], ["search", "ferry", "--by", "relevance"],
        ]
        for list in lists {
            for (more, isWhole) in [
                (["-n", "1"], false), (["-n", "2"], true), (["-n", "3"], true), (["--all"], true),
            ] {
                let (code, output, error) = try await scenario.tidings(list + more + ["--json"])
                #expect(code == 0, "\(list + more): \(error)")
                #expect(output.contains("\"whole\":\(isWhole)"), "\(list + more): \(output)")
            }
        }
        for list in ["entries", "search ferry", "clusters"] {
            let lines = try await scenario.shell("tidings \(list) -n 1 --jsonl")
            #expect(lines.output.split(separator: "\n").count == 1, "\(lines.output)")
        }
    }
}
