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

    /// Ends the process at once with `code`.
    public static func exit(_ code: Int32) -> Never { Glibc.exit(code) }
}
