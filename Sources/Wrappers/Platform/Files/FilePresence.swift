import Glibc

/// Whether something stands at a path.
public enum FilePresence {
    public static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Whether `name` is a program that we may run: a path, or without a slash a name that PATH leads to.
    public static func isProgram(_ name: String) -> Bool {
        if name.utf8.contains(UInt8(ascii: "/")) { return isExecutable(name) }
        let path = ProcessEnvironment.value(of: "PATH") ?? ""
        return path.split(separator: ":").contains { isExecutable("\($0)/\(name)") }
    }

    private static func isExecutable(_ path: String) -> Bool {
        // Of a folder the same permission means that it may be entered; a link is followed.
        access(path, X_OK) == 0 && access("\(path)/.", F_OK) != 0
    }
}
