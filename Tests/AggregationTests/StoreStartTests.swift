import Platform
import Storage
import TestClock
import Testing
import Values
import Waiting

@testable import Aggregation

/// A start whose store cannot be written yet.
struct StoreStartTests {
    private let folder: ScratchFolder
    private let lines = Locked<[String]>([])
    private let status = Locked<[String]>([])
    private let pauses = Locked<[Int64]>([])

    init() throws { folder = try ScratchFolder() }

    private var state: String { "\(folder.path)/state" }
    private var runtime: [String] { ["\(folder.path)/run"] }

    private func start(
        _ mode: Aggregator.Mode = .continuous, onSleep: @escaping @Sendable () -> Void = {}
    ) -> StoreStart {
        var start = StoreStart(
            mode: mode, state: state, runtime: runtime, clock: .system,
            log: Log { [lines] line in
                lines.withLock { $0.append("\(line.event.rawValue): \(line.text)") }
            },
            onStatus: { [status] text in status.withLock { $0.append(text) } },
            onPause: { [pauses] seconds in pauses.withLock { $0.append(seconds) } })
        start.sleep = { _ in onSleep() }
        return start
    }

    /// Fails by one of `faults` after the other, and then goes well.
    private func attempt(
        _ faults: [StoreError.Kind], _ start: StoreStart, _ watch: StoreWatch? = nil
    ) async throws -> Int {
        let path = "\(state)/tidings.db"
        let tries = Locked(0)
        return try await start.attempt(watch) { () throws(StoreError) in
            let number = tries.withLock { tries in
                defer { tries += 1 }
                return tries
            }
            if number < faults.count { throw StoreError(faults[number], path: path) }
            return number
        }
    }

    @Test func `a fault that passes is waited for with growing pauses, and told once`() async throws
    {
        let (state, runtime) = (state, runtime)
        let told = Locked<[String?]>([])
        let start = start {
            let report = DaemonPresence(state: state, runtime: runtime).report
            told.withLock { $0.append(report?.fault?.text) }
        }
        let faults: [StoreError.Kind] = [.diskFull, .diskFull, .diskFull, .inputOutput, .busy]
        #expect(try await attempt(faults, start) == 5)
        #expect(pauses.withLock { $0 } == [1, 2, 4, 8, 16])
        let log = lines.withLock { $0 }
        #expect(log.count == 4, "\(log)")
        #expect(log[0].contains("store-outage: the store cannot be written, the start waits"))
        #expect(log[0].contains("no space left"))
        #expect(log[1].contains("still cannot be written") && log[2].contains("locked by another"))
        #expect(log[3].hasPrefix("store-back: the store can be written after"))
        // Whoever asks for the status is told meanwhile.
        #expect(told.withLock { $0.count == 5 && $0[0]?.contains("no space left") == true })
        #expect(status.withLock { $0.count } == 5)
        #expect(DaemonPresence(state: state, runtime: runtime) == .absent)
    }

    @Test(arguments: [true, false])
    func `while the store is open its watch tells the fault, and its lock where nothing else can`(
        hasRuntime: Bool
    ) async throws {
        let (state, runtime) = (state, hasRuntime ? runtime : [])
        let store = try Store(folder: state, clock: .system)
        let watch = StoreWatch(
            store: store, state: state, runtime: runtime, clock: .system, log: Log { _ in })
        let told = Locked<[String?]>([])
        let start = start {
            let report = DaemonPresence(state: state, runtime: runtime).report
            told.withLock { $0.append(report?.fault?.text) }
        }
        #expect(try await attempt([.diskFull, .busy], start, watch) == 2)
        let texts = told.withLock { $0 }
        #expect(texts.count == 2 && texts[0]?.contains("no space left") == true)
        #expect(texts.last.flatMap(\.self)?.contains("locked by another") == true)
        let report = DaemonPresence(state: state, runtime: runtime).report
        #expect(report != nil && report?.fault == nil)
        await watch.close()
        try await store.close()
    }

    @Test func `the lock and the runtime folder say the same of a daemon`() async throws {
        let time = TestClock()
        let store = try Store(folder: state, clock: time.clock)
        // To bring a schema up to date may take minutes.
        time.pass(120)
        let watch = StoreWatch(
            store: store, state: state, runtime: runtime, clock: time.clock, log: Log { _ in })
        let (state, runtime) = (self.state, self.runtime)
        @Sendable func told(in folders: [String]) -> DaemonReport? {
            DaemonPresence(state: state, runtime: folders).report
        }
        #expect(told(in: runtime)?.since == TestClock.start)
        #expect(told(in: runtime) == told(in: []))
        await watch.tell(feeds: "line 3")
        await watch.tell(metrics: "no permission")
        await watch.tell(start: "no space left")
        await watch.tell(feeds: nil)
        let texts = told(in: []).map { [$0.fault?.text, $0.feeds?.text, $0.metrics?.text] }
        #expect(texts == ["no space left", nil, "no permission"])
        #expect(told(in: runtime) == told(in: []))

        await watch.tell(start: nil)
        let during = Locked<[DaemonReport?]>([])
        let working = Task {
            await watch.run(
                hold: { _ in during.withLock { $0 = [told(in: []), told(in: runtime)] } },
                resume: {}, afterwards: {})
        }
        watch.notice(StoreError(.diskFull, path: state))
        #expect(
            try await becomesTrue {
                !during.withLock { $0.isEmpty } && told(in: runtime)?.fault == nil
            })
        let reports = during.withLock { $0 }
        #expect(reports.first == reports.last)
        #expect(reports.first??.fault?.text.contains("no space") == true)
        #expect(try await becomesTrue { told(in: []) == told(in: runtime) })
        working.cancel()
        await working.value
        await watch.close()
        try await store.close()
    }

    @Test func `a restore that is at work is waited for`() async throws {
        #expect(try await attempt([.inRestore], start()) == 1)
    }

    @Test(arguments: [
        StoreError.Kind.corrupt, .notPermitted, .notTidings, .inUse, .symbolicLink, .cannotOpen,
        .newerSchema(found: 2, known: 1),
    ])
    func `a fault that stays ends the start, at once or later`(fault: StoreError.Kind) async throws
    {
        await #expect(throws: StoreError(fault, path: "\(state)/tidings.db")) {
            try await attempt([fault], start())
        }
        #expect(lines.withLock { $0.isEmpty })
        await #expect(throws: StoreError(fault, path: "\(state)/tidings.db")) {
            try await attempt([.readOnly, fault], start())
        }
        #expect(pauses.withLock { $0 } == [1])
    }

    @Test func `a single round does not wait`() async throws {
        await #expect(throws: StoreError(.diskFull, path: "\(state)/tidings.db")) {
            try await attempt([.diskFull], start(.once))
        }
    }

    @Test func `a stop ends the wait`() async throws {
        let waiting = Task { [self] in
            var start = start()
            start.sleep = { _ in try await Task.sleep(for: .seconds(86_400)) }
            return try await attempt([.diskFull], start)
        }
        #expect(try await becomesTrue { pauses.withLock { !$0.isEmpty } })
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        #expect(pauses.withLock { $0 } == [1])
    }
}
