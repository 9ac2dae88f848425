internal import CStemmer

/// A Snowball stemming algorithm: words of one stem are forms of one word.
///
/// For use by one thread at a time. See Porter, "Snowball: A language for stemming algorithms",
/// 2001, and <https://snowballstem.org>.
public final class Stemmer {
    private let handle: OpaquePointer

    /// The algorithm for `language`, a name that libstemmer knows (`english`) or an ISO 639 code
    /// (`en`); nil when it has none.
    public init?(language: String) {
        guard let handle = tidings_stemmer_new(language, "UTF_8") else { return nil }
        self.handle = handle
    }

    deinit {
        tidings_stemmer_delete(handle)
    }

    /// Appends the stem of `word`, which is lower-case UTF-8, to `stem`.
    ///
    /// Takes time linear in the length; a word of which libstemmer can make nothing (it ran out of
    /// memory) is its own stem.
    public func appendStem(of word: Span<UInt8>, to stem: inout [UInt8]) {
        word.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress, let length = Int32(exactly: bytes.count),
                let result = tidings_stemmer_stem(handle, base, length)
            else {
                stem.append(contentsOf: bytes)
                return
            }
            stem.append(
                contentsOf: UnsafeBufferPointer(
                    start: result, count: Int(tidings_stemmer_length(handle))))
        }
    }
}
