internal import FeedParsing
internal import Platform

/// The feed documents that the subjects work on.
struct Material {
    struct NoFeeds: Error, CustomStringConvertible {
        let folder: String
        var description: String {
            "no feeds in \(folder); name a folder of feed files with --feeds"
        }
    }

    let documents: [[UInt8]]
    let feeds: [ParsedFeed]

    /// The files of `folder`, and of the folders in it, that are feeds.
    init(folder: String) throws {
        let parser = FeedParser()
        var documents: [[UInt8]] = []
        var feeds: [ParsedFeed] = []
        for path in Self.files(below: folder, depth: 8) {
            guard let bytes = try? FileBytes.read(path: path, limit: 64 << 20),
                let feed = try? parser.parse(bytes, url: nil, contentType: nil)
            else { continue }
            documents.append(bytes)
            feeds.append(feed)
        }
        guard !documents.isEmpty else { throw NoFeeds(folder: folder) }
        self.documents = documents
        self.feeds = feeds
    }

    private static func files(below folder: String, depth: Int) -> [String] {
        FolderListing.names(in: folder).flatMap { name in
            let path = "\(folder)/\(name)"
            let isFolder = depth > 0 && !FolderListing.names(in: path).isEmpty
            return isFolder ? files(below: path, depth: depth - 1) : [path]
        }
    }

    var byteCount: Int { documents.reduce(0) { $0 + $1.count } }
    var entryCount: Int { feeds.reduce(0) { $0 + $1.entries.count } }

    var description: String {
        "material: \(documents.count) feeds, \(entryCount) entries, \(byteCount / 1_024) KiB"
    }
}
