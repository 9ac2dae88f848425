import Glibc

/// Files and folders of names that nobody else has.
enum FreshPath {
    /// A new file whose path begins with `prefix`, which no program that is started inherits: its
    /// descriptor and its path; nil where `errno` tells why there is none. `mode` is its mode, of which the
    /// umask takes away what it does: mkstemp, which knows 0600 alone, could not tell what that is.
    static func file(_ prefix: String, mode: mode_t = 0o600) -> (number: Int32, path: String)? {
        // As often as mkstemp tries at least (POSIX: TMP_MAX).
        for _ in 0..<10_000 {
            let end = (0..<6).compactMap { _ in letters.randomElement() }
            let path = prefix + String(decoding: end, as: UTF8.self)
            let number = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
            if number >= 0 { return (number, path) }
            guard errno == EEXIST || errno == EINTR else { return nil }
        }
        return nil
    }

    private static let letters = Array(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".utf8)

    /// The path of a new folder that begins with `prefix`, for its owner only; nil where `errno` tells why
    /// there is none.
    static func folder(_ prefix: String) -> String? {
        var template = Array("\(prefix)XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { return nil }
        return String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
