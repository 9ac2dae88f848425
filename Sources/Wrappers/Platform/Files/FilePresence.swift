import Glibc

/// Whether something stands at a path.
public enum FilePresence {
    public static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }
}
