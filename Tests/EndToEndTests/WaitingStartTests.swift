import ChildProcess
import LoopbackOrigin
import Platform
import Storage
import Testing
import Waiting

/// The daemon where its state cannot be written when it starts.
struct WaitingStartTests {
    /// A daemon that may write no file beyond so many blocks of 512 bytes, but to a pipe, and its number.
    ///
    /// What the system says then is not ENOSPC, but no more a fault of the file.
    private static func daemon(
        _ scenario: Scenario, _ name: String, _ options: String = "", blocks: Int = 0,
        systemd: NotifySocket? = nil
    ) throws -> ChildProcess {
        let told = systemd.map { "export WATCHDOG_USEC=60000000 NOTIFY_SOCKET='\($0.path)'" }
        return try scenario.startingShell(
            """
            \(told ?? ":")
            cd '\(scenario.folder.path)'
            trap '' XFSZ
            mkfifo \(name).pipe && cat \(name).pipe >&2 &
            while ! test -p \(name).pipe; do sleep 0.01; done
            echo $$ >\(name).pid
            ulimit -S -f \(blocks)
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
            try await becomesTrue {
                stopped.errorOutput.contains("the start waits until it can")
            },
            "\(stopped.errorOutput)")
        stopped.terminate()
        #expect(try await stopped.wait() == .exited(0))
        #expect(
            try await becomesTrue {
                stopped.errorOutput.contains("<5>stopped before the start was done")
            }, "\(stopped.errorOutput)")

        let daemon = try Self.daemon(scenario, "second")
        #expect(
            try await becomesTrue {
                daemon.errorOutput.contains("the start waits until it can")
            },
            "\(daemon.errorOutput)")
        _ = try await scenario.shell(
            "prlimit --pid $(cat '\(scenario.folder.path)/second.pid') --fsize=unlimited:")
        #expect(
            try await becomesTrue { try await scenario.entries().count == 1 },
            "\(daemon.errorOutput)")
        #expect(daemon.errorOutput.contains("the store can be written after"))
        daemon.terminate()
        #expect(try await daemon.wait() == .exited(0))
    }

    /// Of 2 MiB for a file the store can be opened, and not take in so many feeds.
    @Test func `to systemd it has started while it waits, and a stop is a clean one`() async throws
    {
        let scenario = try Scenario()
        let url = "https://a.example/\(String(repeating: "x", count: 900))"
        try scenario.write(
            "feeds:\n" + (0..<2_500).map { "  - \(url)\($0)\n" }.joined(), to: "feeds.yml")
        let systemd = try NotifySocket(path: "\(scenario.folder.path)/notify")
        let daemon = try Self.daemon(scenario, "first", blocks: 4_096, systemd: systemd)
        #expect(
            try await becomesTrue {
                systemd.lines.contains { $0.hasPrefix("WATCHDOG_USEC=") }
            }, "\(daemon.errorOutput)")
        let told = systemd.lines
        #expect(told.contains("READY=1"))
        #expect(told.contains { $0.hasPrefix("STATUS=starting; the store cannot be written") })
        #expect(told.contains { $0.contains("WATCHDOG_USEC=901000000") })
        let (code, output, error) = try await scenario.tidings("status")
        #expect(code == 1)
        #expect(output.contains("the disk of"), "\(output)\(error)")
        daemon.terminate()
        #expect(try await daemon.wait() == .exited(0))
        let closed = try StoreSession(folder: scenario.state).status().writer.closed
        #expect(closed != nil, "\(daemon.errorOutput)")
    }

    @Test func `once the store can be written it is watched as usual`() async throws {
        let scenario = try Scenario()
        try scenario.follow([])
        let systemd = try NotifySocket(path: "\(scenario.folder.path)/notify")
        let daemon = try Self.daemon(scenario, "first", systemd: systemd)
        #expect(
            try await becomesTrue { systemd.lines.contains("READY=1") },
            "\(daemon.errorOutput)")
        _ = try await scenario.shell(
            "prlimit --pid $(cat '\(scenario.folder.path)/first.pid') --fsize=unlimited:")
        #expect(
            try await becomesTrue { systemd.lines.contains("WATCHDOG_USEC=60000000") },
            "\(daemon.errorOutput)")
        #expect(
            try await becomesTrue {
                systemd.lines.contains { $0.hasPrefix("STATUS=following 0 feeds") }
            })
        daemon.terminate()
        #expect(try await daemon.wait() == .exited(0))
    }

    @Test func `a single round ends with the cause`() async throws {
        let scenario = try Scenario()
        try scenario.follow([])
        let daemon = try Self.daemon(scenario, "once", "--once")
        #expect(try await daemon.wait() == .exited(1))
        #expect(
            try await becomesTrue { daemon.errorOutput.contains("the disk of") },
            "\(daemon.errorOutput)")
    }
}
