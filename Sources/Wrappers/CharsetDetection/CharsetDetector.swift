internal import CUchardet

/// Tells the character set of a text by uchardet: which byte pairs are possible in each set, and which
/// characters, and pairs of them, its languages have most of.
///
/// Without state, for any number of threads. See Li and Momoi, "A composite approach to
/// language/encoding detection", 2001, and <https://www.freedesktop.org/wiki/Software/uchardet/>.
public enum CharsetDetector {
    /// The name, as iconv knows it, of the character set that `text` is most likely in; nil when it
    /// cannot be told.
    ///
    /// Linear in the length.
    public static func charset(of text: ArraySlice<UInt8>) -> String? {
        let name = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { name in
            text.withUnsafeBytes { bytes in
                tidings_uchardet_name(
                    bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count,
                    name.baseAddress, name.count)
            }
            return name.baseAddress.map { String(cString: $0) } ?? ""
        }
        return name.isEmpty ? nil : name
    }
}
