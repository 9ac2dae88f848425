/// An element's name as the document has it, its namespace resolved.
public struct XMLName: Hashable, Sendable {
    /// The name without its prefix.
    public let local: String
    /// The prefix, also where it is not declared.
    public let prefix: String?
    /// The namespace's URI; nil when there is none, or when the prefix is not declared.
    public let namespace: String?

    public init(local: String, prefix: String? = nil, namespace: String? = nil) {
        self.local = local
        self.prefix = prefix
        self.namespace = namespace
    }
}

/// An element's name with the number that the handler gave it.
///
/// One value serves all elements of that name, so that names are compared once a document and not
/// once an element.
public final class XMLElement {
    public let name: XMLName
    /// What `XMLPushHandler.code(of:)` answered for the name.
    public let code: Int

    init(name: XMLName, code: Int) {
        self.name = name
        self.code = code
    }
}
