internal import Platform
internal import SQLite

extension StoreError {
    /// What a fault of SQLite means for the database at `path`.
    init(_ error: DatabaseError, path: String) {
        let kind: Kind =
            switch error.condition {
            case .busy: .busy
            case .full: .diskFull
            case .readOnly:
                // A reader for whom the disk had no room has the database as a file that nobody changes.
                Self.isForbidden(path) ? .notPermitted : Self.cause(at: path) ?? .readOnly
            case .corrupt: .corrupt
            case .notADatabase: .notTidings
            case .cannotOpen: Self.cause(at: path) ?? .cannotOpen
            case .notPermitted: .notPermitted
            case .inputOutput: Self.cause(at: path) ?? .inputOutput
            case .other: .failed(code: error.code)
            }
        let isUnknown = error.condition == .other
        self.init(kind, path: path, detail: isUnknown ? error.description : error.told)
    }

    /// What a refusal of the system means.
    init(_ refusal: DatabaseFile.Refusal) {
        let kind: Kind =
            if refusal.isForPermission { .notPermitted } else if refusal.isForReadOnly {
                .readOnly
            } else if refusal.isForSpace { .diskFull } else if refusal.isForLink {
                .symbolicLink
            } else { .cannotOpen }
        self.init(kind, path: refusal.path, detail: refusal.message)
    }

    /// What SQLite did not say: some of its calls keep no `errno`, such as that which makes room for
    /// the index of the log.
    private static func cause(at path: String) -> Kind? {
        guard let volume = Volume(holding: folder(of: path)) else { return .missing }
        if volume.isReadOnly { return .readOnly }
        if volume.free < StoreFile.leastRoom { return .diskFull }
        return isForbidden(path) ? .notPermitted : nil
    }

    private static func isForbidden(_ path: String) -> Bool {
        switch DatabaseFile.access(path) {
        case .writable: DatabaseFile.access(folder(of: path)) != .writable
        case .readable, .forbidden: true
        case .missing: false
        }
    }

    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }
}

extension StoreError {
    /// What a fault of a file beside the database means.
    init(_ error: FileError, path: String) {
        let kind: Kind
        switch error {
        case .notFound: kind = .missing
        case .notRegular(let other):
            if FileStatus(of: other)?.kind == .link {
                kind = .symbolicLink
                break
            }
            self.init(
                .unusable, path: other, detail: "it is not a regular file, and stays; name another")
            return
        case .holdsNoFiles(let folder):
            self.init(
                .unusable, path: path,
                detail: "no file can be made in \(folder), whoever asks; name one on a disk")
            return
        case .system(_, _, let code):
            self.init(DatabaseFile.Refusal(path: path, code: code))
            return
        default: kind = .cannotOpen
        }
        self.init(kind, path: path, detail: error.description)
    }
}

extension StoreFile {
    /// What `body` does with the database; a fault of SQLite is told as the store's.
    func asking<Result>(
        _ body: () throws(DatabaseError) -> Result
    ) throws(StoreError) -> Result {
        do throws(DatabaseError) { return try body() } catch {
            throw StoreError(error, path: database)
        }
    }
}
