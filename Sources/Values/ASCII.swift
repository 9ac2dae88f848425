/// Tests and folds of single ASCII bytes, for scanners over UTF-8.
extension UInt8 {
    /// `A`–`Z`, `a`–`z`.
    @inlinable public var isASCIILetter: Bool { self | 0x20 >= 0x61 && self | 0x20 <= 0x7a }

    /// `0`–`9`.
    @inlinable public var isASCIIDigit: Bool { self >= 0x30 && self <= 0x39 }

    /// `0`–`9`, `A`–`F`, `a`–`f`.
    @inlinable public var isASCIIHexDigit: Bool {
        isASCIIDigit || (self | 0x20 >= 0x61 && self | 0x20 <= 0x66)
    }

    /// Space, tab, line feed, form feed, carriage return: the white space of HTML.
    @inlinable public var isASCIISpace: Bool {
        self == 0x20 || self == 0x09 || self == 0x0a || self == 0x0c || self == 0x0d
    }

    /// `A`–`Z` as `a`–`z`; every other byte as it is.
    @inlinable public var asciiLowercased: UInt8 {
        self >= 0x41 && self <= 0x5a ? self | 0x20 : self
    }
}
