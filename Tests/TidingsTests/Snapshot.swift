import Checkout
import Platform
import Testing

/// A text that the programs print, as it was when a person last looked at it: a file of the folder
/// Snapshots, so that a change of it is seen in review.
enum Snapshot {
    private static let renewal =
        "look at the change and, if it is meant, TIDINGS_RENEW_SNAPSHOTS=1 swift test --filter Snapshot"

    private static let folder = Checkout.path("Tests/TidingsTests/Snapshots")

    /// Expects `text` to be what the file `name` holds, or makes it so when the environment asks for it.
    static func expect(_ text: String, in name: String) throws {
        let path = "\(folder)/\(name)"
        let stored = (try? FileBytes.read(path: path, limit: 1 << 20)).map {
            String(decoding: $0, as: UTF8.self)
        }
        guard stored != text else { return }
        if ProcessEnvironment.value(of: "TIDINGS_RENEW_SNAPSHOTS") != nil {
            try AtomicFile.createFolder(AtomicFile.folder(of: path))
            try AtomicFile.replace(
                path: path, with: Array(text.utf8), expecting: try FileIdentity(path: path))
            return
        }
        Issue.record("\(name): \(difference(stored ?? "", text)); \(renewal)")
    }

    /// Expects the folder `name` to hold these files and no more.
    static func expectOnly(_ files: [String], in name: String) {
        let others = Set(FolderListing.names(in: "\(folder)/\(name)")).subtracting(files)
        if !others.isEmpty {
            Issue.record("of no command any more: \(others.sorted()); remove them from \(name)")
        }
    }

    /// The first line that differs.
    private static func difference(_ stored: String, _ text: String) -> String {
        let old = stored.split(separator: "\n", omittingEmptySubsequences: false)
        let new = text.split(separator: "\n", omittingEmptySubsequences: false)
        let same = zip(old, new).prefix { $0 == $1 }.count
        func line(_ lines: [Substring]) -> String {
            same < lines.count ? "\"\(lines[same])\"" : "nothing"
        }
        return "line \(same + 1) is \(line(new)), was \(line(old))"
    }
}
