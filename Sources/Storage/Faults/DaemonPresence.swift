internal import SQLite

/// Whether a daemon has a state folder open, as far as this user may find out.
public enum DaemonPresence: Sendable, Equatable {
    /// One has, and says this of itself.
    case running(DaemonReport)
    /// None has.
    case absent
    /// None has: `tidings restore`, which says this of itself, is putting another database in place.
    case replacing(DaemonReport)
    /// It cannot be told: this user may not look at what would tell it, as the error says.
    case hidden(StoreError)

    /// Of the daemon that has the state in `folder`.
    ///
    /// - Parameter runtime: folders in which a daemon may have left its report.
    public init(state folder: String, runtime: [String]) {
        var closed: String?
        for folders in runtime {
            let path = ReportFile.path(in: folders, state: folder)
            switch DaemonReport.lock(at: path) {
            case .held:
                self = .running(DaemonReport(lockedFile: path))
                return
            case .closed: closed = path
            case .free, .missing: break
            }
        }
        let lock = StoreFile(folder: folder).lock
        switch DaemonReport.lock(at: lock) {
        case .held:
            let holder = DaemonReport(lockedFile: lock)
            self = holder.work == .restore ? .replacing(holder) : .running(holder)
        case .free: self = .absent
        // Its disk may be away, and the daemon still there.
        case .missing:
            self = closed.map { .hidden(StoreError(.notPermitted, path: $0)) } ?? .absent
        case .closed: self = .hidden(StoreError(.notPermitted, path: lock))
        }
    }

    /// Whether surely none runs.
    public var isAbsent: Bool {
        switch self {
        case .absent, .replacing: true
        case .running, .hidden: false
        }
    }

    /// What the daemon says of itself; nil where none is seen.
    public var report: DaemonReport? {
        if case .running(let report) = self { report } else { nil }
    }
}
