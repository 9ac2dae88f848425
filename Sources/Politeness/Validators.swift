/// What a server gave to recognise an unchanged document by; sent back byte for byte (RFC 9110 §8.8).
public struct Validators: Hashable, Sendable {
    /// The value of `ETag`, quotes and `W/` included.
    public var eTag: [UInt8]?
    /// The value of `Last-Modified`, never re-formatted.
    public var lastModified: [UInt8]?
    /// The address that gave them; nil when that is not known, which counts as the feed's own.
    ///
    /// Another address is not asked with them: its `"1"` is not this one's, and a 304 by mistake
    /// would hide a changed document.
    public var url: String?

    public init(eTag: [UInt8]? = nil, lastModified: [UInt8]? = nil, url: String? = nil) {
        self.eTag = eTag
        self.lastModified = lastModified
        self.url = url
    }

    public var isEmpty: Bool { eTag == nil && lastModified == nil }
}
