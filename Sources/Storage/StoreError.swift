/// What the store could not do: what happened, with which file, and what to do about it.
public struct StoreError: Error, Equatable, Sendable {
    public enum Kind: Equatable, Sendable {
        /// There is no database (the daemon has not run yet).
        case noDatabase
        /// The user may not read or write the folder or the file.
        case notPermitted
        case cannotOpen
        /// A file that a person named beside the database; `detail` says why, and what to do.
        case unusable
        /// The file is a database of another program, or none at all.
        case notTidings
        /// What was opened is gone from its place: removed, moved, its disk taken away, or another
        /// put there.
        case missing
        /// The log beside the open database is gone, or another stands in its place.
        case logMissing
        /// The store was closed, or let go of while it cannot be used.
        case closed
        /// A symbolic link stands where the store keeps a file of its own.
        case symbolicLink
        /// Another tidingsd writes to it; `detail` says which.
        case inUse
        /// `tidings restore` is putting another in its place; `detail` says which process.
        case inRestore
        /// A newer Tidings wrote it.
        case newerSchema(found: Int, known: Int)
        /// An older Tidings wrote it, and only the daemon brings it up to date.
        case olderSchema(found: Int, known: Int)
        case corrupt
        case diskFull
        /// Another program held the database for longer than the store waits.
        case busy
        case readOnly
        /// The disk failed to read or write.
        case inputOutput
        /// A person changed clusters while these were decided on; nothing was stored.
        case clustersChanged
        /// Another program clusters the same entries; nothing was stored.
        case overtaken
        /// The database was let go of and opened again since that was read on which this rests;
        /// nothing was stored.
        case reopened
        /// SQLite's extended result code.
        case failed(code: Int32)
    }

    public var kind: Kind
    /// The file or folder.
    public var path: String
    /// What SQLite or the system said.
    public var detail: String

    public init(_ kind: Kind, path: String, detail: String = "") {
        self.kind = kind
        self.path = path
        self.detail = detail
    }
}

extension StoreError: CustomStringConvertible {
    /// One line for a person.
    public var description: String {
        let said = detail.isEmpty ? "" : " (\(detail))"
        return switch kind {
        case .noDatabase:
            "no database at \(path) yet: start tidingsd, or name its state folder with --state"
        case .notPermitted:
            told(ClosedPlace(path), said)
        case .cannotOpen:
            "cannot open \(path)\(said): check that its folder exists and can be written"
        case .unusable:
            "\(path): \(detail)"
        case .notTidings:
            "\(path) is not a Tidings database\(said): move it away, or name another state folder"
        case .missing:
            "\(path) is gone, or another stands in its place: mount its disk, or put it back; restart "
                + "tidingsd to begin with an empty one"
        case .logMissing:
            "\(path) was removed while its database was open: what it held is being saved, and "
                + "nothing but SQLite may remove it"
        case .closed:
            "\(path) is closed"
        case .symbolicLink:
            "\(path) is a symbolic link, which is not followed: put the file itself there, or name "
                + "another state folder"
        case .inUse:
            "tidingsd\(said) is using \(path): stop it first, or name another state folder"
        case .inRestore:
            "`tidings restore`\(said) is putting another database in the place of \(path): wait until it "
                + "has ended"
        case .olderSchema(let found, let known):
            "\(path) is of an older Tidings (schema \(found), this one reads \(known)): restart tidingsd"
        case .newerSchema(let found, let known):
            "\(path) was written by a newer Tidings (schema \(found), this one knows \(known)): "
                + "install that version again"
        case .corrupt:
            "\(path) is damaged\(said): stop tidingsd and run `tidings restore`, or without a backup "
                + "`tidings restore --salvage`, which saves what can be read"
        case .diskFull:
            "no space left for \(path)\(said): free some; nothing that is stored is lost"
        case .busy:
            "\(path) is locked by another program\(said): try again, or see who has it open with "
                + "fuser \(path)"
        case .readOnly:
            "\(path) cannot be written\(said): check its owner and mode and that its file system is "
                + "mounted for writing"
        case .inputOutput:
            "the disk of \(path) failed\(said): see `dmesg`, and check the disk"
        case .clustersChanged:
            "clusters in \(path) were changed by hand meanwhile: read them again and decide anew"
        case .overtaken:
            "another tidingsd clusters the entries of \(path): end all but one, which `pgrep -a "
                + "tidingsd` lists, and leave its lock where it is"
        case .reopened:
            "\(path) was opened anew meanwhile: read it again and decide anew"
        case .failed(let code):
            "\(path): SQLite error \(code)\(said)"
        }
    }
}

extension StoreError {
    /// What helps depends on whose the place is, which is looked at when it is told.
    private func told(_ place: ClosedPlace, _ said: String) -> String {
        "no permission for \(place.path)\(said): \(place.remedy)"
    }
}

extension StoreError.Kind {
    /// Whether it is the place of the database that is at fault and not what was asked of it: then
    /// nothing else can be stored either until somebody has mended it.
    public var isOfPlace: Bool {
        switch self {
        case .unusable, .clustersChanged, .overtaken, .reopened, .failed: false
        default: true
        }
    }

    /// Whether a start that meets it may find it gone by itself, or mended without a word to the daemon: a
    /// disk that has room again, or is mounted for writing; a restore that has ended. Any other has to be met
    /// with an end, which is seen.
    public var mayPass: Bool {
        switch self {
        case .diskFull, .busy, .readOnly, .inputOutput, .inRestore: true
        default: false
        }
    }

    /// Whether the store is of more use open than closed while the fault lasts: readers need the files
    /// that SQLite keeps beside an open database, which a full disk could not take again. In any
    /// other fault an open file would only keep people from unmounting, checking and replacing.
    var isBestWaitedFor: Bool { self == .diskFull || self == .busy }
}
