/// Bytes written one after the other, in memory of their own.
///
/// What an array does too, without asking at each byte whether it is shared: for the loops that
/// write every byte of a document.
public struct ByteBuilder: ~Copyable {
    @usableFromInline var start: UnsafeMutablePointer<UInt8>
    @usableFromInline var capacity: Int

    /// How many bytes were written.
    public private(set) var count: Int {
        @inlinable get { written }
        set { written = newValue }
    }
    @usableFromInline var written = 0

    /// No bytes, with room for `capacity` of them; it grows as needed.
    public init(capacity: Int = 0) {
        self.capacity = max(capacity, 64)
        start = .allocate(capacity: self.capacity)
    }

    deinit { start.deallocate() }

    /// Whether nothing was written.
    public var isEmpty: Bool { written == 0 }

    /// The byte written last.
    @inlinable public var last: UInt8? { written > 0 ? start[written - 1] : nil }

    /// Writes one byte.
    @inlinable @inline(__always)
    public mutating func append(_ byte: UInt8) {
        if written == capacity { grow(by: 1) }
        start[written] = byte
        written &+= 1
    }

    /// Writes bytes.
    @inlinable
    public mutating func append(_ bytes: borrowing Span<UInt8>) {
        let count = bytes.count
        if capacity &- written < count { grow(by: count) }
        bytes.withUnsafeBufferPointer {
            if let source = $0.baseAddress {
                (start + written).update(from: source, count: count)
            }
        }
        written &+= count
    }

    /// Writes the UTF-8 of a text.
    @inlinable
    public mutating func append(_ text: StaticString) {
        append(
            Span(
                _unsafeElements: UnsafeBufferPointer(
                    start: text.utf8Start, count: text.utf8CodeUnitCount)))
    }

    private static let special = ByteSet(
        UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""))

    /// Writes text as part of markup: `&`, `<` and `>` as references, and `"` if `quotes`, as in the
    /// value of an attribute.
    public mutating func append(escaping text: borrowing Span<UInt8>, quotes: Bool) {
        var index = 0
        while index < text.count {
            let end = Self.special.position(in: text, from: index)
            append(text.extracting(index..<end))
            guard end < text.count else { return }
            switch text[end] {
            case UInt8(ascii: "&"): append("&amp;")
            case UInt8(ascii: "<"): append("&lt;")
            case UInt8(ascii: ">"): append("&gt;")
            case UInt8(ascii: "\"") where quotes: append("&quot;")
            default: append(text[end])
            }
            index = end + 1
        }
    }

    /// Takes back the last `count` bytes, or all if there are fewer.
    public mutating func removeLast(_ count: Int = 1) {
        written -= max(0, min(count, written))
    }

    /// Takes back all; the memory stays for what comes next.
    public mutating func removeAll() { written = 0 }

    /// Grants `body` a look at what was written.
    @inlinable
    public func withSpan<Result, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(Span(_unsafeElements: UnsafeBufferPointer(start: start, count: written)))
    }

    /// A copy of what was written.
    public var array: [UInt8] { Array(UnsafeBufferPointer(start: start, count: written)) }

    /// What was written as text; what is not UTF-8 is replaced.
    public var string: String { string(in: 0..<written) }

    /// Part of what was written as text.
    public func string(in range: Range<Int>) -> String {
        withSpan { String(utf8: $0.extracting(range)) }
    }

    @usableFromInline
    mutating func grow(by count: Int) {
        capacity = max(capacity * 2, written + count)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        larger.update(from: start, count: written)
        start.deallocate()
        start = larger
    }
}
