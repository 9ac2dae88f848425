import Testing
import Values

@testable import Storage
@testable import tidings

/// What is told of the daemon while `tidings restore` has the store.
struct RestoreAtWorkTests {
    private let now = StatusPageTests.now

    @Test func `a restore that is at work is no daemon, and comes before what the database lacks`()
    {
        let restore = DaemonReport(
            processID: 27_862, since: now.advanced(by: -60), work: .restore)
        #expect(DaemonReport(bytes: restore.bytes) == restore)
        let presence = DaemonPresence.replacing(restore)
        let trouble = StatusTrouble.first(
            StatusPageTests.status([]), [:], presence, nil,
            failure: StoreError(.corrupt, path: "/s/tidings.db"), clock: StatusPageTests.clock)
        #expect(trouble?.text.contains("`tidings restore` has been at work since") == true)
        #expect(trouble?.text.hasSuffix("(process 27862)") == true)
        #expect(trouble?.remedy.hasPrefix("wait until it has ended") == true)
        let page = StatusPage(
            status: StatusPageTests.status([]), feeds: [:], daemon: presence, volume: nil,
            trouble: trouble,
            now: now, columns: nil
        ).text(style: Style(isOn: false))
        #expect(
            page.hasPrefix(
                "daemon      not running, `tidings restore` is at work, process 27862\n"), "\(page)"
        )
        #expect(page.contains("next once tidingsd runs"))
        let findings = DaemonExamination.findings(presence, StatusPageTests.clock)
        #expect(findings.map(\.grade) == [.warning])
        #expect(findings.first?.text.contains("`tidings restore`") == true)
        #expect(WatchPage.lonely(presence)?.contains("while `tidings restore` is at work") == true)
        #expect(WatchPage.lonely(.running(StatusPageTests.daemon)) == nil)
    }
}
