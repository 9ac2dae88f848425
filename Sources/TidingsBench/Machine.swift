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

    private static func text(_ path: String) -> String {
        (try? FileBytes.read(path: path, limit: 1 << 20)).map {
            String(decoding: $0, as: UTF8.self)
        } ?? ""
    }
}
