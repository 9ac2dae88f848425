internal import Platform
internal import Storage

/// The state folder: what stands there, who may do what with it, and the room that is left.
struct PlaceExamination {
    let findings: [Finding]

    /// Below so many free bytes the disk is full.
    private static let none: Int64 = 1_048_576

    /// - Parameter daemon: who has the store open.
    init(state: String, daemon: DaemonPresence) {
        let examination = StoreExamination(folder: state)
        if let closed = examination.closedFolder {
            let place = ClosedPlace(closed)
            findings = ["modes", "owner"].map { .unknown($0, place) } + [Self.room(state)]
            return
        }
        guard FilePresence.exists(state) else {
            findings = [
                .fault(
                    "state folder", "\(state) is not there",
                    "mount its disk, start tidingsd to make it, or name another with --state")
            ]
            return
        }
        // Behind a link, too; of what cannot be looked at nothing is said here.
        if let kind = FileStatus(behind: state)?.kind, kind != .folder {
            findings = [
                .fault(
                    "state folder", "\(state) is no folder, so no database can be in it",
                    "name a folder with --state, or move away what stands there")
            ]
            return
        }
        let places = examination.places
        findings = [
            Self.modes(places, state), Self.owners(places), Self.room(state),
            Self.copies(examination.unfinishedCopies, daemon),
        ].compactMap { $0 }
    }

    private static func modes(_ places: [String], _ state: String) -> Finding {
        let subject = "modes"
        for path in places {
            guard let status = FileStatus(of: path) else { continue }
            // The folder itself may be a link that its owner made; what is in it is the store's own.
            if status.kind == .link, path != places.first {
                return .fault(
                    subject, "\(path) is a symbolic link, which the daemon does not follow",
                    "find out who made it (ls -l \(path)), and put the file itself there")
            }
            if status.kind == .other {
                return .fault(subject, "\(path) is neither file nor folder", "move it away")
            }
            if let denied = status.deniedToOwner {
                let lack = denied == "w" ? "not writable by" : "closed to"
                return .fault(
                    subject, "\(path) is \(lack) its owner", "chmod u+\(denied) \(path)")
            }
            if status.kind != .link, status.mode & 0o007 != 0 {
                let isFolder = status.kind == .folder
                return .warning(
                    subject, "\(path) is open to every user of this machine",
                    "chmod \(isFolder ? "o-rwx" : "o-rw") \(path)")
            }
        }
        return .ok(subject, "\(state) is closed to others")
    }

    private static func owners(_ places: [String]) -> Finding {
        let subject = "owner"
        guard let folder = places.first.flatMap({ FileStatus(of: $0) }), folder.kind == .folder
        else { return .ok(subject, "the state folder is a link; its owner is not compared") }
        let files = places.dropFirst().compactMap { FileStatus(of: $0) }
        let isShared =
            folder.mode & 0o070 == 0o070 && files.allSatisfy { $0.group == folder.group }
        if folder.owner == 0, !isShared, Set(files.map(\.owner)).count == 1,
            let owner = files.first?.owner, owner != 0
        {
            return .fault(
                subject,
                "\(places[0]) belongs to root, and what is in it to user \(owner), who can make no "
                    + "files there",
                "chown --reference=\(places[1]) \(places[0])")
        }
        for path in places.dropFirst() {
            guard let status = FileStatus(of: path), status.owner != folder.owner,
                status.group != folder.group || status.mode & 0o060 != 0o060
            else { continue }
            return .fault(
                subject,
                "\(path) belongs to user \(status.owner), its folder to user \(folder.owner), who "
                    + "may not be able to write it",
                "chown --reference=\(places[0]) \(path)")
        }
        return .ok(subject, "all files belong to one user, or to one group that may write them")
    }

    private static func copies(_ paths: [String], _ daemon: DaemonPresence) -> Finding? {
        // A restore is filling one of them, and has removed what it found of others.
        if case .replacing = daemon { return nil }
        if paths.isEmpty { return nil }
        let bytes = paths.reduce(0) { $0 + (FileStatus(of: $1)?.size ?? 0) }
        return .warning(
            "copies",
            "of copies of the database that were not completed \(Amount.bytes(bytes)) are left: "
                + paths.joined(separator: ", "),
            "remove them unless a copy is being made just now; the next start of tidingsd and the next "
                + "`tidings backup` remove those that nothing wrote to for an hour")
    }

    private static func room(_ state: String) -> Finding {
        let subject = "disk"
        guard let volume = Volume(holding: state) else {
            if let closed = StoreExamination(folder: state).closedFolder {
                return .unknown(subject, ClosedPlace(closed))
            }
            return .fault(subject, "\(state) cannot be reached", "see `dmesg`")
        }
        let free = "\(Amount.bytes(volume.free)) of \(Amount.bytes(volume.size)) free"
        if volume.isReadOnly {
            return .fault(
                subject, "the file system of \(state) is mounted for reading only",
                "see `dmesg` for the reason; mount -o remount,rw, or unmount and check it (fsck)")
        }
        if volume.free < none {
            return .fault(
                subject, "the disk is full: \(free)",
                "make room; the daemon goes on by itself then")
        }
        if volume.isNearlyFull {
            return .warning(subject, "little room is left: \(free)", "make room before it is full")
        }
        return .ok(subject, free)
    }
}
