/// Why an origin of raw answers could not start.
public enum RawOriginError: Error, Hashable, Sendable {
    /// No port is free, or this process may open no more.
    case cannotListen(reason: String)
    /// No key or certificate could be made.
    case noTLS(String)
}
