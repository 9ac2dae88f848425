internal import FoundationEssentials
internal import Glibc

/// Looks at files as somebody who has no right to any: root, as whom tests run in a container, may
/// read what is closed.
public enum OtherUser {
    private static let id: UInt32 = 65_534

    // Glibc's module lacks sys/fsuid.h.
    @_silgen_name("setfsuid") @discardableResult
    private static func setfsuid(_ user: UInt32) -> Int32
    @_silgen_name("setfsgid") @discardableResult
    private static func setfsgid(_ group: UInt32) -> Int32

    /// The rights to files are those of a thread (setfsuid(2)), so that other tests keep theirs; `body`
    /// stays on its thread.
    public static func looks<Result>(_ body: () throws -> Result) rethrows -> Result {
        guard geteuid() == 0 else { return try body() }
        setfsgid(id)
        setfsuid(id)
        defer {
            setfsuid(0)
            setfsgid(0)
        }
        return try body()
    }

    /// Gives a folder and all in it to whom `looks` looks as: to one's own files nobody has a right beyond
    /// their modes then.
    public static func takes(_ folder: String) throws {
        guard geteuid() == 0 else { return }
        let inside = try FileManager.default.subpathsOfDirectory(atPath: folder)
        for path in [folder] + inside.map({ "\(folder)/\($0)" }) {
            guard unsafe chown(path, id, id) == 0 else {
                throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EPERM)
            }
        }
    }
}
