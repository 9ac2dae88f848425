import Glibc

/// The names of users and groups, as commands take them, the number of one that has no name; and where users
/// have their files.
public enum AccountName {
    private static let room = 16_384

    public static func user(_ number: UInt32) -> String {
        account(number) { $0.pw_name } ?? "#\(number)"
    }

    /// The folder of a user; nil for one without an account, or without a folder.
    public static func home(_ number: UInt32) -> String? {
        account(number) { $0.pw_dir }.flatMap { $0.hasPrefix("/") && $0 != "/" ? $0 : nil }
    }

    private static func account(
        _ number: UInt32, _ field: (passwd) -> UnsafeMutablePointer<CChar>?
    ) -> String? {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: room)
        guard getpwuid_r(number, &entry, &buffer, buffer.count, &found) == 0, found != nil,
            let text = field(entry)
        else { return nil }
        return String(cString: text)
    }

    public static func group(_ number: UInt32) -> String {
        var entry = Glibc.group()
        var found: UnsafeMutablePointer<Glibc.group>?
        var buffer = [CChar](repeating: 0, count: room)
        guard getgrgid_r(number, &entry, &buffer, buffer.count, &found) == 0, found != nil,
            let name = entry.gr_name
        else { return "#\(number)" }
        return String(cString: name)
    }
}
