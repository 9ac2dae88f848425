import Glibc

/// What the process was started with and where it lives.
public enum ProcessEnvironment {
    /// The value of an environment variable; nil when unset or empty.
    public static func value(of name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return String(cString: value)
    }

    /// The value of an environment variable; nil when unset, but not when empty.
    package static func text(of name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }

    /// Where a program is: at a path, or in a folder of PATH under a bare name; nil when it is not there.
    public static func program(_ name: String) -> String? {
        if name.contains("/") { return isExecutable(name) ? name : nil }
        let folders = (value(of: "PATH") ?? "/usr/bin:/bin").split(separator: ":")
        return folders.lazy.map { "\($0)/\(name)" }.first(where: isExecutable)
    }

    private static func isExecutable(_ path: String) -> Bool {
        // Of a folder the same permission means that it may be entered; a link is followed.
        access(path, X_OK) == 0 && access("\(path)/.", F_OK) != 0
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

    /// The number of the user by whose rights the process is measured.
    public static var user: UInt32 { geteuid() }

    /// Whether the process runs as root.
    public static var isRoot: Bool { geteuid() == 0 }

    /// The name of the user who runs the process, the one behind `sudo` where it says who that is; its
    /// number where the system knows no name.
    public static var userName: String {
        if getuid() == 0, let name = value(of: "SUDO_USER") { return name }
        var buffer = [CChar](repeating: 0, count: 16_384)
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        guard getpwuid_r(getuid(), &entry, &buffer, buffer.count, &found) == 0, found != nil,
            let name = entry.pw_name
        else { return "\(getuid())" }
        return String(cString: name)
    }

    /// Ends the process at once with `code`; what was printed is written out before.
    ///
    /// Libraries do not clean up first, as exit(3) would have them do: threads still run, and one of
    /// them, be it an idle one that ends just now, would find its library's memory freed.
    public static func exit(_ code: Int32) -> Never {
        fflush(nil)
        _exit(code)
    }
}
