internal import Platform

/// The folder or file by which this user is kept from what is behind it, and how to be let in.
public struct ClosedPlace: Sendable {
    public let path: String
    public let remedy: String

    /// On the way to `path`: the last that can be seen is what cannot be passed.
    public init(_ path: String) {
        var place = path
        while FileStatus(of: place) == nil, let slash = place.lastIndex(of: "/"),
            slash != place.startIndex
        {
            place = String(place[..<slash])
        }
        // What stands at the end of a link is what is closed.
        let real = (try? AtomicFile.realPath(of: place)) ?? place
        if let (closed, denied) = Self.closedToOwner(real) {
            self.path = closed
            let lack = denied == "w" ? "not writable by" : "closed to"
            remedy = "it is \(lack) its owner: chmod u+\(denied) \(closed)"
            return
        }
        self.path = place
        guard let status = FileStatus(of: real), status.kind != .link else {
            remedy = "run as its owner, or join its group (usermod -aG GROUP USER)"
            return
        }
        let owner = AccountName.user(status.owner)
        let running = "run as \(owner) (sudo -u \(owner) ...)"
        // Nobody is to join the group of root for the sake of this.
        guard status.group != 0 else {
            remedy = running
            return
        }
        let group = AccountName.group(status.group)
        let needed: UInt32 = status.kind == .folder ? 0o070 : 0o060
        let joining = "(usermod -aG \(group) USER, then log in again)"
        remedy =
            status.mode & needed == needed
            ? "join the group \(group) \(joining), or \(running)"
            : "\(running), or let the group \(group) in (chmod -R g+rwX \(place)) and join it "
                + joining
    }

    /// The file, or its folder, that belongs to this user and whose mode keeps its owner from it: whoever
    /// runs as the owner already, or joins the group, is not helped by that.
    private static func closedToOwner(_ path: String) -> (place: String, denied: String)? {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) }
        for place in [path, folder].compactMap({ $0 }) {
            guard let status = FileStatus(of: place), status.owner == ProcessEnvironment.user,
                let denied = status.deniedToOwner
            else { continue }
            return (place, denied)
        }
        return nil
    }
}
