import ChildProcess
import LoopbackOrigin
import Platform
import Testing

/// The daemon where nobody takes what it has to say.
struct StandardErrorTests {
    private func scenario() throws -> Scenario {
        let scenario = try Scenario()
        scenario.origin.serveFeed("/feed.xml", items: [FeedItem(id: "1", title: "One")])
        try scenario.follow(["/feed.xml"])
        return scenario
    }

    private let daemon = #"tidingsd --once --config "$TIDINGS_CONFIG" --state "$TIDINGS_STATE""#

    @Test(arguments: ["2>&-", "1>&- 2>&-", "0<&- 2>&-", "0<&- 1>&- 2>&-"])
    func `polls where it was started without standard streams`(_ closed: String) async throws {
        let scenario = try scenario()
        let shell = try scenario.startingShell("\(daemon) \(closed)")
        #expect(try await shell.wait() == .exited(0))
        #expect(scenario.origin.log.count == 1)
        #expect(try await scenario.entries().count == 1)
    }

    @Test func `a pipe that nobody reads holds nothing up`() async throws {
        let scenario = try scenario()
        let shell = try scenario.startingShell(
            """
            cd '\(scenario.folder.path)'
            mkfifo pipe
            exec 9<>pipe
            dd if=/dev/zero of=pipe bs=4096 count=64 oflag=nonblock 2>dd.log
            \(daemon) 2>pipe
            """)
        #expect(try await shell.wait() == .exited(0))
        #expect(scenario.origin.log.count == 1)
        #expect(try await scenario.entries().count == 1)
    }
}
