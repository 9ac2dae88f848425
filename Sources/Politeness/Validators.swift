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
        // `*` is none that a server gives (RFC 9110 §8.8.3). Sent back it would be the condition that there is
        // any document (§13.1.2), and 304 the answer for ever.
        self.eTag = eTag == [UInt8(ascii: "*")] ? nil : Self.usable(eTag)
        self.lastModified = Self.usable(lastModified)
        self.url = url
    }

    public var isEmpty: Bool { eTag == nil && lastModified == nil }

    /// The most bytes that are kept of one. Sound ones have some dozens; a server that is sent back
    /// one as long as what it takes of headers (8 KiB is common) refuses each poll from then on.
    public static let longest = 1_024

    /// Nil for one that is too long, or a header field without a value, which is none: an `ETag` has
    /// quotes at least (RFC 9110 §8.8.3).
    private static func usable(_ value: [UInt8]?) -> [UInt8]? {
        guard let value, value.count <= longest, value.contains(where: { $0 > 0x20 }) else {
            return nil
        }
        return value
    }
}

extension Validators {
    /// The mark of an address that refused a request for the condition in it: it is asked plainly.
    static func refused(by url: String?) -> Validators { Validators(url: url) }

    /// Whether both name one state of a document (RFC 9110 §8.8.3.2, weak comparison); by the date alone
    /// where one of them has no tag.
    func areSame(as other: Validators) -> Bool {
        guard let eTag, let otherTag = other.eTag else {
            return lastModified != nil && lastModified == other.lastModified
        }
        return eTag == otherTag || Self.opaque(eTag) == Self.opaque(otherTag)
    }

    private static func opaque(_ eTag: [UInt8]) -> ArraySlice<UInt8> {
        eTag.starts(with: "W/".utf8) ? eTag.dropFirst(2) : eTag[...]
    }

    /// Whether the address that answered as `other` tells is one that refused a condition.
    func areRefused(by other: Validators) -> Bool { isEmpty && url != nil && url == other.url }
}
