internal import Platform
internal import SQLite
public import Values

/// A file among the backups of a state folder, by what a look at its beginning tells.
public struct KeptBackup: Sendable, Equatable {
    public let path: String
    /// When it was last written.
    public let made: Timestamp
    /// Why it cannot be restored, as far as its beginning tells; nil: it looks as if it can.
    public let fault: Fault?

    public enum Fault: Sendable, Equatable {
        /// This user may not read it.
        case forbidden
        /// It is no database of Tidings.
        case foreign
        /// The file has fewer bytes than its database.
        case short
        /// A newer Tidings wrote it, whose schema is `found`.
        case newer(found: Int, known: Int)
        /// It is damaged, as the look through the whole file tells before a restore.
        case damaged
    }

    /// `modified`: nanoseconds since 1970.
    init(path: String, modified: Int64) {
        self.path = path
        made = Timestamp(seconds: modified / 1_000_000_000)
        fault = Self.fault(of: path)
    }

    private init(path: String, made: Timestamp, fault: Fault) {
        (self.path, self.made, self.fault) = (path, made, fault)
    }

    /// The same of which more is known.
    func with(_ fault: Fault) -> KeptBackup {
        KeptBackup(path: path, made: made, fault: fault)
    }

    /// Of the first hundred bytes (sqlite.org/fileformat2.html, §1.3): to open each with SQLite would
    /// take longer, and make files beside some of them.
    private static func fault(of path: String) -> Fault? {
        let header: [UInt8]
        let size: Int64
        switch DatabaseFile.access(path) {
        case .forbidden: return .forbidden
        case .missing: return .foreign
        case .readable, .writable:
            guard let bytes = try? FileBytes.beginning(of: path, count: headerSize) else {
                return .foreign
            }
            (header, size) = (bytes, DatabaseFile.size(path))
        }
        guard header.count == headerSize, header.starts(with: Array("SQLite format 3\0".utf8)),
            number(header, at: 68) == SchemaVersion.applicationID
        else { return .foreign }
        let version = number(header, at: 60)
        if version > Migration.all.count {
            return .newer(found: Int(version), known: Migration.all.count)
        }
        // Of a file that SQLite before 3.7.0 wrote last the count of pages is not to be relied on.
        guard number(header, at: 24) == number(header, at: 92) else { return nil }
        // A page of 65,536 bytes is told as 1.
        let page = Int64(header[16]) << 8 | Int64(header[17])
        return size < (page == 1 ? 65_536 : page) * number(header, at: 28) ? .short : nil
    }

    private static let headerSize = 100

    private static func number(_ bytes: [UInt8], at place: Int) -> Int64 {
        bytes[place..<(place + 4)].reduce(0) { $0 << 8 | Int64($1) }
    }
}

extension KeptBackup.Fault: CustomStringConvertible {
    /// What follows the name of the file: `it is no database of Tidings`.
    public var description: String {
        switch self {
        case .forbidden: "it is for its owner only: run as that user to restore it"
        case .foreign: "it is no database of Tidings"
        case .short: "it is cut short"
        case .newer(let found, let known):
            "a newer Tidings wrote it (schema \(found), this one knows \(known))"
        case .damaged: "it is damaged"
        }
    }
}

/// The names that backups get of themselves: the time, without the colons that are no part of a name on
/// other systems and to scp, and a number where there are several of one second.
struct BackupName: Comparable {
    /// `2026-11-28T130137Z`; backups of earlier releases have colons in it.
    private let time: String
    private let number: Int

    /// `name` may be any: one that has no time comes before all.
    init(_ name: String) {
        let stem = name.filter { $0 != ":" }.dropLast(name.hasSuffix(".db") ? 3 : 0)
        let parts = stem.split(separator: "Z-", maxSplits: 1)
        if parts.count == 2, let number = Int(parts[1]) {
            (time, self.number) = ("\(parts[0])Z", number)
        } else {
            (time, number) = (String(stem), 1)
        }
    }

    static func < (first: BackupName, second: BackupName) -> Bool {
        (first.time, first.number) < (second.time, second.number)
    }

    /// Of one that is made at `now`, the `number`th of that second.
    static func made(at now: Timestamp, number: Int) -> String {
        let time = now.rfc3339.filter { $0 != ":" }
        return number == 1 ? "\(time).db" : "\(time)-\(number).db"
    }
}
