internal import Platform
internal import SQLite
public import Values

/// What a running daemon says of itself where no database is needed to read it: in the file of its
/// lock, and in one of a runtime folder, which is there when the disk of the state is not. So does who
/// puts another database in place, in the file of the lock alone.
public struct DaemonReport: Sendable, Equatable {
    /// What the process has the store for.
    public enum Work: String, Sendable {
        /// To poll and to store: a daemon, or a single round.
        case polling
        /// `tidings restore`, with or without `--salvage`: what is asked of a daemon meanwhile nobody hears.
        case restore
    }

    /// What keeps the store from being written.
    public struct Fault: Sendable, Equatable {
        public var since: Timestamp
        /// In one line, with the remedy.
        public var text: String

        public init(since: Timestamp, text: String) {
            self.since = since
            self.text = text
        }
    }

    public var processID: Int
    public var work: Work
    /// When it began to open the store.
    public var since: Timestamp
    /// The release that it is of; nil of one that was made before releases were told.
    public var version: String?
    /// Nil while all is well.
    public var fault: Fault?
    /// What is wrong with feeds.yml while the last good one stays in force; nil: nothing.
    public var feeds: Fault?
    /// Why the file of --metrics cannot be written; nil: it can, or there is none.
    public var metrics: Fault?

    public init(
        processID: Int, since: Timestamp, work: Work = .polling, version: String? = nil,
        fault: Fault? = nil
    ) {
        self.processID = processID
        self.work = work
        self.since = since
        self.version = version
        self.fault = fault
    }

    public static func ofThisProcess(
        since: Timestamp, work: Work = .polling
    ) -> DaemonReport {
        DaemonReport(
            processID: DatabaseFile.processID, since: since, work: work, version: Release.version)
    }
}

extension DaemonReport: CustomStringConvertible {
    /// `process 4711, since 2026-03-18T06:12:00Z`.
    public var description: String { "process \(processID), since \(since.rfc3339)" }
}

// How it stands in a file: a line a field, its parts set apart by TABs, blanks up to a fixed size.
extension DaemonReport {
    /// A block of common file systems: what is written over it later needs no further space.
    private static let size = 4_096

    var bytes: [UInt8] {
        var text = "process\t\(processID)\nsince\t\(since.seconds)\n"
        // Of a daemon nothing is said: earlier releases said nothing either.
        if work != .polling { text += "work\t\(work.rawValue)\n" }
        if let version { text += "version\t\(PrintableText.line(version))\n" }
        if let feeds {
            // Of the one line that is shown there is more in the log, and another line may follow.
            let line = String(PrintableText.line(feeds.text).unicodeScalars.prefix(800))
            text += "feeds\t\(feeds.since.seconds)\t\(line)\n"
        }
        if let fault {
            text += "fault\t\(fault.since.seconds)\t\(PrintableText.line(fault.text))\n"
        }
        // Last, since it is what may be cut.
        if let metrics {
            text += "metrics\t\(metrics.since.seconds)\t\(PrintableText.line(metrics.text))\n"
        }
        var bytes = Array(text.utf8.prefix(Self.size - 1))
        // A text that was cut still ends its line.
        if bytes.last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
        return bytes + Array(repeating: UInt8(ascii: " "), count: Self.size - bytes.count)
    }

    /// Nil for what is no report.
    init?(bytes: [UInt8]) {
        var fields: [String: [String]] = [:]
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let parts = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
                .map { String(decoding: $0, as: UTF8.self) }
            fields[parts[0]] = Array(parts.dropFirst())
        }
        guard let process = fields["process"]?.first.flatMap({ Int($0) }),
            let since = fields["since"]?.first.flatMap({ Int64($0) })
        else { return nil }
        self.init(
            processID: process, since: Timestamp(seconds: since),
            work: fields["work"]?.first.flatMap(Work.init(rawValue:)) ?? .polling,
            version: fields["version"]?.first)
        fault = Self.fault(fields["fault"])
        feeds = Self.fault(fields["feeds"])
        metrics = Self.fault(fields["metrics"])
    }

    private static func fault(_ parts: [String]?) -> Fault? {
        guard let parts, parts.count == 2, let since = Int64(parts[0]) else { return nil }
        return Fault(since: Timestamp(seconds: since), text: parts[1])
    }

    /// What stands in the file at `path`, on which its writer holds a lock. Of a daemon that could not
    /// write there only the number is unknown: it is 0.
    init(lockedFile path: String) {
        let bytes = (try? FileBytes.read(path: path, limit: Self.size)) ?? []
        self =
            DaemonReport(bytes: bytes) ?? DaemonReport(processID: 0, since: Timestamp(seconds: 0))
    }

    /// What a look at the lock of a daemon tells.
    enum Lock { case held, free, missing, closed }

    /// That at `path`; closed: this user may not look at it.
    static func lock(at path: String) -> Lock {
        do throws(FileError) {
            _ = try FileLock(path: path, waitingUpTo: 0, isShared: true)
            return .free
        } catch {
            switch error {
            case .busy: return .held
            case .system(_, let path, let code)
            where DatabaseFile.Refusal(path: path, code: code).isForPermission: return .closed
            default: return .missing
            }
        }
    }
}
