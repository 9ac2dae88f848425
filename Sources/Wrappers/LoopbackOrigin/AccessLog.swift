import Glibc

/// A file with one line a request: UTC seconds, status, method, path and the two conditions of the
/// request, separated by tabs; `-` for what was not sent.
public final class AccessLog: Sendable {
    private let descriptor: Int32

    /// Appends to the file at `path`, which is made when there is none; nil when it cannot be.
    public init?(path: String) {
        descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { return nil }
    }

    deinit { close(descriptor) }

    /// One write a line, so that lines of several threads do not mix.
    public func write(_ entry: LoopbackOrigin.LogEntry) {
        let request = entry.request
        let fields = [
            Array("\(time(nil))".utf8), Array("\(entry.status)".utf8), Array(request.method.utf8),
            Array(request.path.utf8), request.bytes("If-None-Match") ?? [0x2d],
            request.bytes("If-Modified-Since") ?? [0x2d],
        ]
        var line = fields.map { $0.map { $0 < 0x20 ? 0x3f : $0 } }.joined(separator: [0x09])
            .map { $0 }
        line.append(0x0a)
        _ = Glibc.write(descriptor, line, line.count)
    }
}

extension LoopbackOrigin {
    /// Writes the port and a newline to a file that appears whole; false when it cannot be written.
    public func announcePort(in path: String) -> Bool {
        let draft = path + ".new"
        guard let file = fopen(draft, "w") else { return false }
        let isWritten = fputs("\(port)\n", file) >= 0
        return fclose(file) == 0 && isWritten && rename(draft, path) == 0
    }

    /// Serves until the process is ended by a signal.
    public func serveForever() -> Never {
        while true { pause() }
    }
}
