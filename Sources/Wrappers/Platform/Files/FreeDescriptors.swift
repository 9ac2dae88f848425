import Glibc

/// Whether this process may open more files and sockets.
public enum FreeDescriptors {
    /// So many have to be free: what looks up a name takes a few.
    private static let least = 4

    /// Why no more can be opened; nil: they can.
    public static var lack: String? {
        var opened: [Int32] = []
        defer { for number in opened { close(number) } }
        for _ in 0..<least {
            let number = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            if number < 0 { return lack(by: errno) }
            opened.append(number)
        }
        return nil
    }

    /// The same by the error of a call that opens one; nil where that is of another kind.
    public static func lack(by code: Int32) -> String? {
        switch code {
        case EMFILE, ENFILE, ENOBUFS, ENOMEM:
            "no more files and connections can be opened: \(String(cString: strerror(code)))"
        default: nil
        }
    }
}
