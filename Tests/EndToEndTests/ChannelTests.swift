import LoopbackOrigin
import Testing

/// Channels of one platform that tell one event.
struct ChannelTests {
    @Test func `two channels are two publishers, and are shown by their titles`() async throws {
        let scenario = try Scenario()
        for (number, title) in [(1, "Workbench Tube"), (2, "Harbour Tube")] {
            let feed = """
                <?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">
                <title>\(title)</title>
                <link rel="alternate" href="https://www.youtube.com/channel/UC\(number)"/>
                <entry><id>yt:video:\(number)</id><title>Ferry Halvorsen aground off Lindesvik</title>
                <link rel="alternate" href="https://www.youtube.com/watch?v=\(number)"/>
                <summary>The ferry Halvorsen ran aground on the Skarv reef with 214 aboard.</summary>
                </entry></feed>
                """
            scenario.origin.handle("/\(number).xml") { _ in
                .init(text: feed, type: "application/atom+xml")
            }
        }
        try scenario.follow(["/1.xml", "/2.xml"])
        try await scenario.pollOnce()
        let events = try await scenario.tidings("clusters", "--json").output
        #expect(events.contains("\"publishers\":2,"), "\(events)")
        for number in [1, 2] { #expect(events.contains("\"youtube.com/channel/UC\(number)\"")) }
        let page = try await scenario.tidings("show", "1").output
        #expect(page.contains("Workbench Tube") && page.contains("Harbour Tube"), "\(page)")
        #expect(!page.contains("channel/UC"), "\(page)")
    }
}
