import Glibc

/// Files and folders of names that nobody else has, for their owner only.
enum FreshPath {
    /// A new file whose path begins with `prefix`, which no program that is started inherits: its
    /// descriptor and its path; nil where `errno` tells why there is none.
    static func file(_ prefix: String) -> (number: Int32, path: String)? {
        var number: Int32 = -1
        let path = fill(prefix) { template in
            number = mkstemp(&template)
            return number >= 0 && fcntl(number, F_SETFD, FD_CLOEXEC) == 0
        }
        return path.map { (number, $0) }
    }

    /// The path of a new folder that begins with `prefix`; nil where `errno` tells why there is none.
    static func folder(_ prefix: String) -> String? {
        fill(prefix) { template in mkdtemp(&template) != nil }
    }

    private static func fill(_ prefix: String, _ make: (inout [CChar]) -> Bool) -> String? {
        var template = Array("\(prefix)XXXXXX".utf8CString)
        guard make(&template) else { return nil }
        return String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
