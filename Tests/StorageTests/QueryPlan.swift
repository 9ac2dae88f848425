import Checkout
import Platform

/// What is wrong with how SQLite answers a statement. Of the tables that grow without bound only what a
/// statement answers with may be read.
struct QueryPlan {
    let sql: String
    /// Those of EXPLAIN QUERY PLAN.
    let lines: [String]

    private static let growing: Set = [
        "entries", "identities", "revisions", "memberships", "clusters", "cluster_aliases",
        "hand_entries", "read_entries",
    ]

    /// In the order of an index, or of the ids, until the limit is reached.
    private static let readsToItsLimit = [
        "FROM clusters INDEXED BY clusters_by_size", "FROM entries ORDER BY id DESC LIMIT 1",
    ]

    /// What sorts no more than the entries of one cluster, those of a window of time, the hits of a
    /// search that are weighed, or the numbers of the clusters of one feed.
    private static let sortsFew = [
        "FROM clusters INDEXED BY clusters_shared_by_time WHERE publishers >= 2 AND last_time >= ?1",
        "FROM clusters INDEXED BY clusters_unread_by_time WHERE unread > 0 AND last_time >= ?1",
        "FROM clusters INDEXED BY clusters_by_time WHERE last_time >= ?1", "WHERE m.cluster = ?1",
        "WHERE cluster = ?7", "bm25(entry_search",
        "SELECT DISTINCT m.cluster FROM entries AS e JOIN memberships",
        "SELECT m.cluster FROM entries AS e JOIN memberships AS m ON m.entry = e.id WHERE e.feed = ?1",
    ]

    var faults: [String] {
        let text = sql.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return lines.filter { line in
            if line.hasPrefix("SCAN ") {
                return isGrowing(line.split(separator: " ")[1]) && !isMatch(line)
                    && !Self.readsToItsLimit.contains { text.contains($0) }
            }
            if line.hasPrefix("SEARCH e ") { return readsAllFeeds }
            return line.contains("TEMP B-TREE") && !Self.sortsFew.contains { text.contains($0) }
        }
    }

    /// Going through all feeds, and through all entries of each, is a scan too.
    private var readsAllFeeds: Bool {
        lines.contains { $0 == "SCAN f" || $0.hasPrefix("SCAN f ") }
            && lines.contains { $0.hasPrefix("SEARCH e ") && $0.hasSuffix("(feed=?)") }
    }

    /// A search for words is a scan to SQLite, of what matches.
    private func isMatch(_ line: String) -> Bool {
        line.contains("VIRTUAL TABLE INDEX") && !line.hasSuffix("INDEX 0:")
    }

    /// Plans name tables by their aliases, also those of a view.
    private func isGrowing(_ name: Substring) -> Bool {
        let aliases = ["e": "entries", "m": "memberships", "c": "clusters"]
        return Self.growing.contains(aliases[String(name)] ?? String(name))
            || name.hasPrefix("entry_")
    }
}

/// The SQL in the sources of Storage, but for what goes through whole tables on purpose: migrations,
/// exports and the saving of what a damaged database holds.
enum StorageSources {
    static func statements() throws -> [(file: String, sql: String)] {
        return try files(below: Checkout.path("Sources/Storage")).flatMap { path in
            let source = String(
                decoding: try FileBytes.read(path: path, limit: 1 << 20), as: UTF8.self)
            let file = path.split(separator: "/").last.map(String.init) ?? path
            return literals(in: source).flatMap { $0.split(separator: ";") }.map(trimmed)
                .filter(isStatement).map { (file, $0) }
        }
    }

    private static func files(below folder: String) -> [String] {
        FolderListing.names(in: folder).sorted().flatMap { name in
            let path = "\(folder)/\(name)"
            if name.hasSuffix(".swift") { return [path] }
            return ["Schema", "Backup"].contains(name) ? [] : files(below: path)
        }
    }

    /// The texts between quotation marks, be they of one line or of several.
    private static func literals(in source: String) -> [String] {
        var found: [String] = []
        for (place, part) in source.split(separator: "\"\"\"", omittingEmptySubsequences: false)
            .enumerated()
        {
            if place % 2 == 1 {
                found.append(String(part))
            } else {
                for line in part.split(separator: "\n") {
                    let pieces = line.split(separator: "\"", omittingEmptySubsequences: false)
                    found += pieces.enumerated().filter { $0.offset % 2 == 1 }.map {
                        String($0.element)
                    }
                }
            }
        }
        return found
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }

    private static func isStatement(_ text: String) -> Bool {
        ["SELECT ", "INSERT ", "UPDATE ", "DELETE ", "WITH "].contains { text.hasPrefix($0) }
    }
}
