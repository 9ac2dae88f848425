/// A few bytes to look for, sixteen at a time.
public struct ByteSet: Sendable {
    @usableFromInline let first: SIMD16<UInt8>
    @usableFromInline let second: SIMD16<UInt8>
    @usableFromInline let third: SIMD16<UInt8>
    @usableFromInline let fourth: SIMD16<UInt8>
    // Control characters: below 0x09, and this many from 0x0e on.
    @usableFromInline let low: SIMD16<UInt8>
    @usableFromInline let high: SIMD16<UInt8>

    /// The bytes named, and if so wished all below 0x20 but those from tab to carriage return.
    public init(
        _ first: UInt8, _ second: UInt8? = nil, _ third: UInt8? = nil, _ fourth: UInt8? = nil,
        controls: Bool = false
    ) {
        self.first = SIMD16(repeating: first)
        self.second = SIMD16(repeating: second ?? first)
        self.third = SIMD16(repeating: third ?? first)
        self.fourth = SIMD16(repeating: fourth ?? first)
        low = SIMD16(repeating: controls ? 0x09 : 0)
        high = SIMD16(repeating: controls ? 0x12 : 0)
    }

    /// Whether the byte is of the set.
    @inlinable @inline(__always)
    public func contains(_ byte: UInt8) -> Bool {
        byte == first[0] || byte == second[0] || byte == third[0] || byte == fourth[0]
            || byte < low[0] || byte &- 0x0e < high[0]
    }

    /// Where the first byte of the set stands in `bytes` at or after `start` and before `end` (or
    /// their end); `end` when there is none.
    @inlinable @inline(__always)
    public func position(
        in bytes: borrowing Span<UInt8>, from start: Int = 0, to end: Int? = nil
    ) -> Int {
        bytes.withUnsafeBytes { buffer in
            let count = end ?? buffer.count
            precondition(start >= 0 && count <= buffer.count)
            var index = start
            while count &- index >= 16 {
                let block = buffer.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
                let matches =
                    (block .== first) .| (block .== second) .| (block .== third)
                    .| (block .== fourth) .| (block .< low) .| (block &- 0x0e .< high)
                if any(matches) { break }
                index &+= 16
            }
            while index < count, !contains(buffer[index]) { index &+= 1 }
            return index
        }
    }
}
