/// Text in which one space stands between words and no other white space does; looked for sixteen bytes at a time, and
/// therefore here and not in `FeedParsing`.
public enum WordSpacing {
    /// Where text of that kind, which begins at `start` with something else than white space, ends:
    /// before a tab or the end of a line, a space that follows a space, or the second byte of a
    /// no-break space. After `start` in any case.
    public static func end(in text: borrowing Span<UInt8>, from start: Int) -> Int {
        text.withUnsafeBytes { bytes in
            let count = bytes.count
            precondition(start >= 0 && start < count)
            // Vectors, not numbers: comparisons of a vector with a number are not inlined.
            let space = SIMD16<UInt8>(repeating: 0x20)
            let (first, second) = (SIMD16<UInt8>(repeating: 0xc2), SIMD16<UInt8>(repeating: 0xa0))
            var index = start + 1
            while count &- index >= 16 {
                let block = bytes.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
                let before = bytes.loadUnaligned(
                    fromByteOffset: index &- 1, as: SIMD16<UInt8>.self)
                let spaces = (block .== space) .& (before .== space)
                let joined = (block .== second) .& (before .== first)
                if any((block .< space) .| spaces .| joined) { break }
                index &+= 16
            }
            while index < count {
                let (byte, before) = (bytes[index], bytes[index &- 1])
                if byte < 0x20 || (byte == 0x20 && before == 0x20)
                    || (byte == 0xa0 && before == 0xc2)
                {
                    break
                }
                index &+= 1
            }
            return index
        }
    }
}
