import ChildProcess
import FoundationEssentials
import Glibc
import LoopbackOrigin
import Platform
import Testing
import Waiting

/// What a monitor asks of the programs.
struct StatusTests {
    private let scenario: Scenario

    init() throws {
        scenario = try Scenario()
        scenario.origin.serveFeed(
            "/feed.xml", items: (0..<3).map { FeedItem(id: "\($0)", title: "Item \($0)") })
    }

    private struct Status: Decodable {
        let version: Int
        let running: Bool?
        let process: Int?
        let since: String?
        let storeFault: String?
        let feeds, disabledFeeds, entries, unclusteredEntries, clusters: Int
        let lastPoll, nextDue: String?
        let failing: [Failing]

        struct Failing: Decodable {
            let url: String
            let lastError: String
        }
    }

    private func status(expecting code: Int32) async throws -> Status {
        let told = try await scenario.tidings("status", "--json")
        #expect(told.code == code, "\(told.error)")
        return try JSONDecoder.snakeCase.decode(Status.self, from: Data(told.output.utf8))
    }

    @Test func `status as JSON tells of feeds, entries and the daemon`() async throws {
        try scenario.follow(["/feed.xml", "/missing.xml"])
        try await scenario.pollOnce()
        let resting = try await status(expecting: 1)
        #expect(resting.version == 1)
        #expect(resting.running == false)
        #expect(resting.process == nil && resting.since == nil && resting.storeFault == nil)
        #expect(resting.feeds == 2 && resting.disabledFeeds == 0)
        #expect(resting.entries == 3 && resting.unclusteredEntries == 0)
        #expect(resting.clusters >= 1)
        #expect(resting.failing.map(\.url) == ["\(scenario.origin.baseURL)/missing.xml"])
        #expect(resting.failing.first?.lastError.hasPrefix("404 Not Found") == true)
        for time in [resting.lastPoll, resting.nextDue] { #expect(time?.hasSuffix("Z") == true) }

        let daemon = try scenario.daemon()
        let isUp = try await becomesTrue {
            try await scenario.tidings("status").code == 0
        }
        #expect(isUp, "\(daemon.errorOutput)")
        let running = try await status(expecting: 0)
        #expect(running.running == true)
        #expect(running.process != nil && running.since?.hasSuffix("Z") == true)
        // The last good feeds.yml stays in force, which a monitor has to hear of.
        let good = try scenario.text("feeds.yml")
        try scenario.write("fees: []\n", to: "feeds.yml")
        func isTold(_ text: String) async throws -> Bool {
            try await becomesTrue {
                let told = try await scenario.tidings("status")
                return told.code == 0 && told.output.contains(text)
            }
        }
        #expect(try await isTold("the last good feeds.yml stays in force"))
        #expect(try await scenario.tidings("status").output.contains("feeds.yml:1:1"))
        try scenario.write(good, to: "feeds.yml")
        let isMended = try await becomesTrue {
            try await !scenario.tidings("status").output.contains("stays in force")
        }
        #expect(isMended)
        daemon.terminate()
        #expect(try await daemon.wait() == .exited(0))
    }

    @Test func `a user who may not look into the state folder is told so, and what to do`()
        async throws
    {
        try scenario.follow(["/feed.xml"])
        let daemon = try scenario.daemon()
        #expect(try await becomesTrue { try await scenario.tidings("status").code == 0 })
        // Their owner may not look into these. Root could, but without these rights is as any owner; another user
        // may not be able to read the programs.
        let bound =
            geteuid() == 0
            ? "setpriv --bounding-set=-dac_override,-dac_read_search "
                + "--inh-caps=-dac_override,-dac_read_search " : ""
        let files = FileManager.default
        try files.setAttributes([.posixPermissions: 0], ofItemAtPath: scenario.state)
        try files.setAttributes([.posixPermissions: 0], ofItemAtPath: "\(scenario.folder.path)/run")
        func told(_ command: String) async throws -> (code: Int32, output: String, error: String) {
            try await scenario.shell("exec \(bound)tidings \(command)")
        }
        let page = try await told("status")
        #expect(page.code == 4, "\(page)")
        #expect(page.output.hasPrefix("daemon      cannot be told whether it runs\n"))
        #expect(page.output.contains("what to do") && page.output.contains("run as "))
        #expect(page.error.contains("no permission for \(scenario.state)"), "\(page.error)")
        let document = try await told("status --json")
        #expect(document.code == 4 && document.output.contains("\"running\":null"), "\(document)")
        let doctor = try await told("doctor --json")
        #expect(doctor.code == 4 && doctor.output.contains("\"healthy\":null"), "\(doctor)")
        for subject in ["daemon", "modes", "owner", "database", "backup"] {
            #expect(
                doctor.output.contains("{\"subject\":\"\(subject)\",\"grade\":\"unknown\""),
                "\(subject): \(doctor.output)")
        }
        let watch = try await told("watch")
        #expect(watch.code == 1 && watch.error.contains("no permission for "), "\(watch)")
        for output in [page, doctor, watch] {
            let all = output.output + output.error
            #expect(!all.contains("not run"), "\(all)")
        }
        try files.setAttributes([.posixPermissions: 0o700], ofItemAtPath: scenario.state)
        try files.setAttributes(
            [.posixPermissions: 0o700], ofItemAtPath: "\(scenario.folder.path)/run")
        daemon.terminate()
        #expect(try await daemon.wait() == .exited(0))
    }

    @Test func `a log that does not lead to the journal has priorities, whatever was inherited`()
        async throws
    {
        try scenario.follow(["/feed.xml"])
        let daemon = try scenario.daemon("--once", environment: ["JOURNAL_STREAM": "1:2"])
        #expect(try await daemon.wait() == .exited(0))
        let lines = daemon.errorOutput.split(separator: "\n")
        #expect(
            lines.contains { $0.hasPrefix("<6>feed \(scenario.origin.baseURL)/feed.xml: 3 new") })
        #expect(lines.last?.hasPrefix("<5>stopped; ") == true)
    }
}
