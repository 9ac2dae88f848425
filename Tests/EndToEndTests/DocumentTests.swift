import Platform
import Testing

/// `tidings parse` and `tidings discover` over files.
struct DocumentTests {
    private func scenario() throws -> Scenario {
        let scenario = try Scenario()
        try scenario.write(
            "<rss version=\"2.0\"><channel><title>T</title><item><title>I</title></item></channel></rss>",
            to: "feed.xml")
        try scenario.write("<html><head></head></html>", to: "page.html")
        try scenario.write(
            "<link rel=alternate type=application/rss+xml href=/feed>", to: "named.html")
        return scenario
    }

    @Test func `JSON names the file, and the exit code tells that one is no feed`() async throws {
        let scenario = try scenario()
        let feed = "\(scenario.folder.path)/feed.xml"
        let good = try await scenario.tidings("parse", "--json", feed)
        #expect(good.code == 0)
        #expect(good.output.hasPrefix("{\"version\":1,\"file\":\"\(feed)\",\"entries\":[{"))
        #expect(good.output.contains("],\"format\":\"rss20\","))
        let bad = try await scenario.tidings(
            "parse", "--json", "\(scenario.folder.path)/page.html", feed)
        #expect(bad.code == 3)
        #expect(bad.output.split(separator: "\n").count == 2)
        #expect(bad.output.contains("\"format\":\"none\""))
    }

    @Test func `the entry that a document breaks off in is left out, as by the daemon`()
        async throws
    {
        let scenario = try scenario()
        try scenario.write(
            "<rss version=\"2.0\"><channel><title>T</title><item><title>I", to: "half.xml")
        let file = "\(scenario.folder.path)/half.xml"
        let line = try await scenario.tidings("parse", file)
        #expect(line.code == 0)
        #expect(line.output == "\(file): rss20, 0 entries: T\n")
        #expect(line.error.contains("the entry that it breaks off in was left out"))
        let json = try await scenario.tidings("parse", "--json", file)
        #expect(json.output.contains("\"entries\":[]"))
    }

    @Test func `a file that cannot be read does not hold up the rest`() async throws {
        let scenario = try scenario()
        for command in ["parse", "discover"] {
            let result = try await scenario.tidings(
                command, "--json", "\(scenario.folder.path)/missing",
                "\(scenario.folder.path)/named.html")
            #expect(result.code == 4)
            #expect(result.error.contains("missing: no such file"))
            #expect(result.output.split(separator: "\n").count == 1)
        }
    }

    @Test func `a missing library is named, by the command that needs it`() async throws {
        let scenario = try scenario()
        // What stands in for libxml2 is none.
        try scenario.write("", to: "libxml2.so.2")
        let folder = scenario.folder.path
        let run = "LD_LIBRARY_PATH=\(folder) tidings"
        let parsed = try await scenario.shell("\(run) parse \(folder)/feed.xml; \(run) --version")
        let library = "\(folder)/libxml2.so.2"
        let fault = "\(library): file too short; install Debian's package libxml2"
        #expect(parsed.error == "tidings: \(fault)\n")
        #expect(parsed.output.hasPrefix("tidings "))
    }

    @Test func `a dash is standard input`() async throws {
        let scenario = try scenario()
        let parsed = try await scenario.tidings("parse", "-")
        #expect(parsed.code == 3)
        #expect(parsed.error.contains("-: the document is empty"))
        let discovered = try await scenario.tidings("discover", "--json", "-")
        #expect(discovered.output == "{\"version\":1,\"file\":\"-\",\"feeds\":[]}\n")
    }

    @Test func `an address that is none is a mistake, an empty one is not given`() async throws {
        let scenario = try scenario()
        let page = "\(scenario.folder.path)/named.html"
        for command in ["parse", "discover"] {
            let result = try await scenario.tidings(command, "--url", "notaurl", page)
            #expect(result.code == 2)
        }
        let result = try await scenario.tidings(
            "discover", "--url", "", "--content-type", "", page)
        #expect(result.code == 0)
        #expect(result.output == "/feed\tapplication/rss+xml\t\n")
        #expect(result.error.contains("--url"))
    }

    @Test func `a page that names no feed gets guesses, marked as such`() async throws {
        let scenario = try scenario()
        let result = try await scenario.tidings(
            "discover", "--url", "http://a.example/", "\(scenario.folder.path)/page.html")
        #expect(result.code == 3)
        #expect(result.output.hasPrefix("http://a.example/feed\tguess\t\n"))
    }
}
