import Glibc
import Platform

/// The socket at which a test hears what a service tells systemd (sd_notify(3)).
public final class NotifySocket: Sendable {
    /// What `NOTIFY_SOCKET` has to be.
    public let path: String
    private let socket: Int32
    private let heard = Locked<[String]>([])

    public struct BindError: Error {
        public let path: String
    }

    public init(path: String) throws {
        self.path = path
        socket = Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let room = MemoryLayout.size(ofValue: address.sun_path)
        guard path.utf8.count < room else { throw BindError(path: path) }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let code = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(socket, $0, size) }
        }
        guard code == 0 else { throw BindError(path: path) }
    }

    deinit { close(socket) }

    /// All that it was told so far, a line each.
    public var lines: [String] {
        heard.withLock { heard in
            var message = [UInt8](repeating: 0, count: 65_536)
            while true {
                let count = recv(socket, &message, message.count, Int32(MSG_DONTWAIT))
                guard count > 0 else { return heard }
                heard += String(decoding: message[..<count], as: UTF8.self)
                    .split(separator: "\n").map(String.init)
            }
        }
    }
}
