import ChildProcess
import LoopbackOrigin
import Platform
import Testing

/// The daemon where its state cannot be written when it starts.
struct WaitingStartTests {
    /// A daemon that may write no file, but to a pipe, and its number.
    ///
    /// What the system says then is not ENOSPC, but no more a fault of the file.
    private static func daemon(
        _ scenario: Scenario, _ name: String, _ options: String = ""
    ) throws -> ChildProcess {
        try scenario.startingShell(
            """
            cd '\(scenario.folder.path)'
            trap '' XFSZ
            mkfifo \(name).pipe && cat \(name).pipe >&2 &
            while ! test -p \(name).pipe; do sleep 0.01; done
            echo $$ >\(name).pid
            ulimit -S -f 0
            exec tidingsd \(options) --config '\(scenario.configuration)' \
                --state '\(scenario.state)' 2>\(name).pipe
            """)
    }

    @Test func `it waits until its state can be written, and a stop ends the wait`() async throws {
        let scenario = try Scenario()
        scenario.origin.serveFeed("/feed.xml", items: [FeedItem(id: "1", title: "One")])
        try scenario.follow(["/feed.xml"])
        let stopped = try Self.daemon(scenario, "first")
        #expect(
            try await Scenario.holds {
                stopped.errorOutput.contains("the start waits until it can")
            },
            "\(stopped.errorOutput)")
        stopped.terminate()
        #expect(try await stopped.wait() == .exited(0))
        #expect(
            try await Scenario.holds {
                stopped.errorOutput.contains("<5>stopped before the start was done")
            }, "\(stopped.errorOutput)")

        let daemon = try Self.daemon(scenario, "second")
        #expect(
            try await Scenario.holds {
                daemon.errorOutput.contains("the start waits until it can")
            },
            "\(daemon.errorOutput)")
        _ = try await scenario.shell(
            "prlimit --pid $(cat '\(scenario.folder.path)/second.pid') --fsize=unlimited:")
        #expect(
            try await Scenario.holds { try await scenario.entries().count == 1 },
            "\(daemon.errorOutput)")
        #expect(daemon.errorOutput.contains("the store can be written after"))
        daemon.terminate()
        #expect(try await daemon.wait() == .exited(0))
    }

    @Test func `a single round ends with the cause`() async throws {
        let scenario = try Scenario()
        try scenario.follow([])
        let daemon = try Self.daemon(scenario, "once", "--once")
        #expect(try await daemon.wait() == .exited(1))
        #expect(
            try await Scenario.holds { daemon.errorOutput.contains("the disk of") },
            "\(daemon.errorOutput)")
    }
}
