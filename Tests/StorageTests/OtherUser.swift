import Glibc

/// Looks at files as somebody who has no right to any: root, as whom tests run in a container, may
/// read what is closed.
enum OtherUser {
    // Glibc's module lacks sys/fsuid.h.
    @_silgen_name("setfsuid") @discardableResult
    private static func setfsuid(_ user: UInt32) -> Int32
    @_silgen_name("setfsgid") @discardableResult
    private static func setfsgid(_ group: UInt32) -> Int32

    /// The rights to files are those of a thread (setfsuid(2)), so that other tests keep theirs; `body`
    /// stays on its thread.
    static func looks<Result>(_ body: () throws -> Result) rethrows -> Result {
        guard geteuid() == 0 else { return try body() }
        setfsgid(65_534)
        setfsuid(65_534)
        defer {
            setfsuid(0)
            setfsgid(0)
        }
        return try body()
    }
}
