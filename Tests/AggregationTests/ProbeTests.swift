import Fetching
import Platform
import Politeness
import Storage
import Subscriptions
import Testing
import Values

@testable import Aggregation

/// What is fetched for `tidings add` and `tidings discover`.
struct ProbeTests {
    private static let until = Timestamp(seconds: 1_700_000_000)
    private let folder: ScratchFolder
    private let fetcher = FakeFetcher()

    init() throws {
        folder = try ScratchFolder()
        fetcher.serve("https://www.a.example/feed", items: ["one"])
    }

    private func probe(pausing hosts: [String] = []) async throws -> ProbeAnswer {
        try await Probe.fetch(
            Subscription(url: "https://www.a.example/feed"), fetcher,
            credentials: CredentialStore(folder: "\(folder.path)/secrets"),
            pauses: hosts.map {
                HostPause(host: Schedule.Host(name: $0, isLocal: false), until: Self.until)
            })
    }

    @Test func `a host that wants to be left alone is not asked, and is told until when`()
        async throws
    {
        let answer = try await probe(pausing: ["b.example", "a.example"])
        guard case .held(Self.until, let reason) = answer.outcome else {
            Issue.record("\(answer.outcome)")
            return
        }
        #expect(reason.contains("a.example asked to be left alone until 2023-11-14T22:13:20Z"))
        #expect(fetcher.requests.isEmpty)
    }

    @Test func `nor is it where a redirect leads there`() async throws {
        fetcher.lead("https://www.a.example/feed", to: "https://b.example/feed")
        let answer = try await probe(pausing: ["b.example"])
        guard case .held(Self.until, _) = answer.outcome else {
            Issue.record("\(answer.outcome)")
            return
        }
        #expect(fetcher.reached.withLock { $0.isEmpty })
    }

    @Test func `another is asked, and the answer names it`() async throws {
        let answer = try await probe(pausing: ["b.example"])
        #expect(answer.host == Schedule.Host(name: "a.example", isLocal: false))
        #expect(fetcher.requests.count == 1)
    }

    @Test func `pauses that cannot be read are told, but where no database is`() async throws {
        let lines = Locked<[Log.Line]>([])
        let log = Log { line in lines.withLock { $0.append(line) } }
        let state = "\(folder.path)/state"
        #expect(Probe.pauses(in: state, log).isEmpty)
        #expect(lines.withLock { $0.isEmpty })
        let clock = WallClock { Self.until.advanced(by: -10) }
        let store = try Store(folder: state, clock: clock)
        try await store.close()
        #expect(Probe.pauses(in: state, log).isEmpty)
        #expect(lines.withLock { $0.isEmpty })
        try AtomicFile.createFolder("\(folder.path)/other")
        try AtomicFile.replace(
            path: "\(folder.path)/other/tidings.db", with: Array("no database".utf8), expecting: nil
        )
        #expect(Probe.pauses(in: "\(folder.path)/other", log).isEmpty)
        #expect(lines.withLock { $0.map(\.event) } == [.pausesUnknown])
    }
}
