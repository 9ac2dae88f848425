internal import Platform

/// What the figures were measured on.
enum Machine {
    /// Processor and load, as the kernel tells them.
    static var description: String {
        let model =
            text("/proc/cpuinfo").split(separator: "\n")
            .first { $0.hasPrefix("model name") }?.split(separator: ":").last ?? " unknown"
        let load = text("/proc/loadavg").split(separator: " ").first ?? "unknown"
        return "processor:\(model), load \(load)"
    }

    /// Bytes of this process that are in memory now, with what its allocator keeps for later.
    static var residentBytes: Int {
        let pages = text("/proc/self/statm").split(separator: " ").dropFirst().first
        return (pages.flatMap { Int($0) } ?? 0) * 4_096
    }

    private static func text(_ path: String) -> String {
        (try? FileBytes.read(path: path, limit: 1 << 20)).map {
            String(decoding: $0, as: UTF8.self)
        } ?? ""
    }
}
