import Glibc

/// What the process was started with and where it lives.
public enum ProcessEnvironment {
    /// The value of an environment variable; nil when unset or empty.
    public static func value(of name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return String(cString: value)
    }

    /// The folder of the running program, symbolic links followed.
    public static func executableFolder() -> String? {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        guard count > 0 else { return nil }
        let path = String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
        guard let slash = path.lastIndex(of: "/") else { return nil }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Whether the process runs as root.
    public static var isRoot: Bool { geteuid() == 0 }

    /// The current folder; nil when it was removed.
    public static func currentFolder() -> String? {
        guard let path = getcwd(nil, 0) else { return nil }
        defer { free(path) }
        return String(cString: path)
    }

    /// The rights that new files do not get; answers the mask that was in force.
    @discardableResult
    public static func setFileCreationMask(_ mask: UInt32) -> UInt32 { umask(mask) }

    /// The most resident memory that the process has had, in bytes.
    public static func peakMemory() -> Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss * 1_024
    }

    /// Ends the process at once with `code`.
    public static func exit(_ code: Int32) -> Never { Glibc.exit(code) }
}
