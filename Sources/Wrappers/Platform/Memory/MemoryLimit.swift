import Glibc

/// How much memory this process may take before the system slows or ends it.
public enum MemoryLimit {
    /// Bytes: the least of the machine's memory and of what the control group of this process and those
    /// above it are held to (`memory.high`, `memory.max` of control groups v2, as systemd sets them).
    ///
    /// - Parameters:
    ///   - process: the file that names the group of this process, as proc(5) has it.
    ///   - groups: where control groups are mounted.
    public static func bytes(
        process: String = "/proc/self/cgroup", groups: String = "/sys/fs/cgroup"
    ) -> Int {
        var least = machine
        var group = self.group(process)[...]
        while true {
            for name in ["memory.high", "memory.max"] {
                // What is not there, or says "max", is no limit.
                if let limit = number(in: "\(groups)\(group)/\(name)") { least = min(least, limit) }
            }
            guard let end = group.lastIndex(of: "/") else { return least }
            group = group[..<end]
        }
    }

    /// The path of the group, beginning with a slash; empty for the topmost one, and where it is not known.
    private static func group(_ process: String) -> String {
        // Of the lines of a mixed system that of version 2 begins so.
        let line = text(of: process).split(separator: "\n").first { $0.hasPrefix("0::/") }
        let group = line.map { String($0.dropFirst("0::".count)) } ?? ""
        // A process that was moved out of its name space sees a path that leads out of the mount.
        return group == "/" || group.hasPrefix("/..") ? "" : group
    }

    private static func number(in path: String) -> Int? {
        Int(text(of: path).prefix { $0 != "\n" })
    }

    private static func text(of path: String) -> String {
        let bytes = (try? FileBytes.read(path: path, limit: 65_536)) ?? []
        return String(decoding: bytes, as: UTF8.self)
    }

    private static var machine: Int {
        let (pages, size) = (sysconf(Int32(_SC_PHYS_PAGES)), sysconf(Int32(_SC_PAGESIZE)))
        return pages > 0 && size > 0 ? pages * size : .max
    }
}
