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

    /// The files of `folder` that are feeds.
    init(folder: String) throws {
        let parser = FeedParser()
        var documents: [[UInt8]] = []
        var feeds: [ParsedFeed] = []
        for name in FolderListing.names(in: folder) {
            guard let bytes = try? FileBytes.read(path: "\(folder)/\(name)", limit: 64 << 20),
                let feed = try? parser.parse(bytes, url: nil, contentType: nil)
            else { continue }
            documents.append(bytes)
            feeds.append(feed)
        }
        guard !documents.isEmpty else { throw NoFeeds(folder: folder) }
        self.documents = documents
        self.feeds = feeds
    }

    var byteCount: Int { documents.reduce(0) { $0 + $1.count } }
    var entryCount: Int { feeds.reduce(0) { $0 + $1.entries.count } }

    var description: String {
        "material: \(documents.count) feeds, \(entryCount) entries, \(byteCount / 1_024) KiB"
    }
}
