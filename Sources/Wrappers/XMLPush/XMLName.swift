/// An element's name as the document has it, its namespace resolved.
public struct XMLName: Hashable, Sendable {
    /// The name without its prefix.
    public let local: String
    /// The prefix, also where it is not declared.
    public let prefix: String?
    /// The namespace's URI, cut after 96 bytes; nil when there is none, or when the prefix is not
    /// declared.
    public let namespace: String?

    public init(local: String, prefix: String? = nil, namespace: String? = nil) {
        self.local = local
        self.prefix = prefix
        self.namespace = namespace
    }
}
