import ChildProcess
import Glibc
import LoopbackOrigin
import Platform
import Testing
import Waiting

@testable import tidingsd

/// What the daemon does when it is told to read feeds.yml again, and to stop.
struct ReloadTests {
    @Test func `of reloads that are asked for during one, one is done, and none after a stop`()
        async throws
    {
        let reloads = Reloads(ServiceLife())
        let begun = Locked(0)
        let (turns, turn) = AsyncStream.makeStream(of: Void.self)
        @Sendable func reload() async {
            begun.withLock { $0 += 1 }
            for await _ in turns { return }
        }
        // Who asks does not wait for it.
        for _ in 0..<4 { reloads.ask(reload) }
        #expect(try await becomesTrue { begun.withLock { $0 } == 1 })
        reloads.ask(reload)
        turn.yield()
        #expect(try await becomesTrue { begun.withLock { $0 } == 2 })
        turn.yield()
        reloads.ask(reload)
        #expect(try await becomesTrue { begun.withLock { $0 } == 3 })
        reloads.ask(reload)
        reloads.end()
        reloads.ask(reload)
        turn.finish()
        for _ in 0..<100 { await Task.yield() }
        #expect(begun.withLock { $0 } == 3)
    }

    @Test func `systemd hears of each reload, and of nothing once the daemon stops`() async throws {
        let scenario = try Scenario()
        try scenario.follow([])
        let systemd = try NotifySocket(path: "\(scenario.folder.path)/notify")
        let daemon = try scenario.daemon(environment: ["NOTIFY_SOCKET": systemd.path])
        func course() -> [String] {
            systemd.lines.filter { ["READY=1", "RELOADING=1", "STOPPING=1"].contains($0) }
        }
        #expect(try await becomesTrue { course() == ["READY=1"] }, "\(daemon.errorOutput)")
        // Its signals are heard before it is ready.
        daemon.signal(SIGHUP)
        let reloaded = ["READY=1", "RELOADING=1", "READY=1"]
        #expect(try await becomesTrue { course() == reloaded }, "\(systemd.lines)")
        #expect(systemd.lines.contains { $0.hasPrefix("MONOTONIC_USEC=") })
        daemon.terminate()
        #expect(try await becomesTrue { course() == reloaded + ["STOPPING=1"] })
        daemon.signal(SIGHUP)
        #expect(try await daemon.wait() == .exited(0))
        #expect(course() == reloaded + ["STOPPING=1"])
    }
}
