import Glibc

/// A folder's files as an HTTP server gives them: strong `ETag` of the content, `Last-Modified`,
/// 304 to a condition that holds.
struct FolderContent: Sendable {
    let folder: String

    func answer(_ request: LoopbackOrigin.Request) -> LoopbackOrigin.Response {
        guard request.method == "GET" || request.method == "HEAD" else {
            var response = LoopbackOrigin.Response(status: 405)
            response.add("Allow", "GET, HEAD")
            return response
        }
        // Nothing outside the folder, whatever the path says.
        let parts = request.path.split(separator: "/")
        guard !parts.contains(".."), !parts.contains("."),
            let file = FileContent(path: folder + "/" + parts.joined(separator: "/"))
        else { return LoopbackOrigin.Response(status: 404) }

        let eTag = "\"\(String(file.hash, radix: 16))\""
        var response = LoopbackOrigin.Response(status: 200, body: file.bytes)
        if isUnchanged(request, eTag: eTag, modified: file.modified) {
            response = LoopbackOrigin.Response(status: 304)
        }
        response.add("ETag", eTag)
        response.add("Last-Modified", file.modified)
        response.add("Content-Type", Self.type(of: request.path))
        return response
    }

    /// RFC 9110 §13.2.2: `If-None-Match` decides where it stands, `If-Modified-Since` elsewhere;
    /// the latter must be the very date that was given.
    private func isUnchanged(
        _ request: LoopbackOrigin.Request, eTag: String, modified: String
    ) -> Bool {
        if let condition = request.header("If-None-Match") {
            return condition.split(separator: ",").contains { candidate in
                let tag = candidate.drop { $0 == " " }
                return tag == "*" || (tag.hasPrefix("W/") ? tag.dropFirst(2) : tag) == eTag
            }
        }
        return request.header("If-Modified-Since") == modified
    }

    private static func type(of path: String) -> String {
        let types = [
            "rss": "application/rss+xml", "atom": "application/atom+xml",
            "rdf": "application/rdf+xml", "xml": "application/xml",
            "json": "application/feed+json", "opml": "text/x-opml", "html": "text/html",
            "txt": "text/plain; charset=utf-8",
        ]
        let suffix = path.split(separator: ".").last.map { String($0).lowercased() }
        return suffix.flatMap { types[$0] } ?? "application/octet-stream"
    }
}

/// A file that was read.
private struct FileContent {
    let bytes: [UInt8]
    /// An HTTP date.
    let modified: String
    /// FNV-1a of 64 bits.
    let hash: UInt64

    /// Nil when there is no such file, or it cannot be read.
    init?(path: String) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            return nil
        }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            guard count >= 0 else { return nil }
            if count == 0 { break }
            bytes.append(contentsOf: chunk[..<count])
        }
        self.bytes = bytes
        modified = Self.httpDate(status.st_mtim.tv_sec)
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        self.hash = hash
    }

    /// `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 §5.6.7).
    private static func httpDate(_ time: time_t) -> String {
        var time = time
        var parts = tm()
        guard gmtime_r(&time, &parts) != nil else { return "Thu, 01 Jan 1970 00:00:00 GMT" }
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let clock = "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))"
        return "\(days[Int(parts.tm_wday)]), \(two(parts.tm_mday)) \(months[Int(parts.tm_mon)])"
            + " \(parts.tm_year + 1_900) \(clock) GMT"
    }
}
