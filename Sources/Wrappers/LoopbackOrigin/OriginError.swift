/// Why an origin could not start or a folder could not be served.
public enum OriginError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The port is taken, or this process may open no more.
    case cannotListen(port: Int, reason: String)
    /// There is no such folder.
    case noFolder(String)

    public var description: String {
        switch self {
        case .cannotListen(let port, let reason):
            "cannot listen on 127.0.0.1:\(port): \(reason)"
        case .noFolder(let folder):
            "\(folder) is no folder"
        }
    }
}
