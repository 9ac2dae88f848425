import Glibc

/// The names of users and groups, as commands take them; the number of one that has no name.
public enum AccountName {
    private static let room = 16_384

    public static func user(_ number: UInt32) -> String {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: room)
        guard getpwuid_r(number, &entry, &buffer, buffer.count, &found) == 0, found != nil,
            let name = entry.pw_name
        else { return "#\(number)" }
        return String(cString: name)
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
