internal import SQLite

/// Whether a daemon has a state folder open, as far as this user may find out.
public enum DaemonPresence: Sendable, Equatable {
    /// One has, and says this of itself.
    case running(DaemonReport)
    /// None has.
    case absent
    /// None has it open, though one may wait for it: `tidings restore`, which says this of itself, is putting
    /// another database in place.
    case replacing(DaemonReport)
    /// It cannot be told: this user may not look at what would tell it, as the error says.
    case hidden(StoreError)

    /// Of the daemon that has the state in `folder`.
    ///
    /// - Parameter runtime: folders in which a daemon may have left its report.
    public init(state folder: String, runtime: [String]) {
        let lock = StoreFile(folder: folder).lock
        let holding = DaemonReport.lock(at: lock)
        // A daemon may run as well, and wait until that is done.
        if case .held = holding {
            let holder = DaemonReport(lockedFile: lock)
            if holder.work == .restore {
                self = .replacing(holder)
                return
            }
        }
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
        switch holding {
        case .held: self = .running(DaemonReport(lockedFile: lock))
        case .free: self = .absent
        // Its disk may be away, and the daemon still there.
        case .missing:
            self = closed.map { .hidden(StoreError(.notPermitted, path: $0)) } ?? .absent
        case .closed: self = .hidden(StoreError(.notPermitted, path: lock))
        }
    }

    /// Whether surely none has it open.
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
