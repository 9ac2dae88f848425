internal import CharsetDetection

/// The character set of a text that does not declare the one it is in.
enum GuessedCharset {
    /// The set, where the bytes look like one of a script that has letters beyond ASCII alone.
    ///
    /// There they stand side by side, whereas Latin letters with marks are few and stand apart. Which set
    /// it is shows in a line of text then. The sets of Latin letters are too much alike for that: a text in
    /// one of them is read as windows-1252.
    static func find(in bytes: ArraySlice<UInt8>) -> CharsetName? {
        guard let first = bytes.firstIndex(where: { $0 >= 0x80 }) else { return nil }
        let sample = bytes[first...].prefix(sampleLength)
        guard isDense(sample), let name = CharsetDetector.charset(of: sample),
            names.contains(name)
        else { return nil }
        // The Ukrainian set has all letters of the Russian one, and those that uchardet cannot tell apart.
        return CharsetName(label: name == "KOI8-R" ? "KOI8-U" : name)
    }

    private static let sampleLength = 64 << 10

    /// Whether there are bytes beyond ASCII, of which half have another one beside them: in single-byte
    /// sets and those of EUC nearly all do, in Shift_JIS and Big5, half of whose second bytes are ASCII,
    /// six out of ten at least.
    private static func isDense(_ bytes: ArraySlice<UInt8>) -> Bool {
        var (count, paired) = (0, 0)
        // The run that was met last, in bytes.
        var run = 0
        func end() { if run > 1 { paired += run } }
        for byte in bytes {
            if byte >= 0x80 {
                count += 1
                run += 1
            } else {
                end()
                run = 0
            }
        }
        end()
        return count >= 4 && 2 * paired >= count
    }

    /// As uchardet names them.
    private static let names: Set<String> = [
        "BIG5", "EUC-JP", "EUC-KR", "EUC-TW", "GB18030", "IBM855", "IBM866", "ISO-8859-5",
        "ISO-8859-6", "ISO-8859-7", "ISO-8859-8", "ISO-8859-11", "KOI8-R", "MAC-CYRILLIC",
        "SHIFT_JIS", "TIS-620", "UHC", "WINDOWS-1251", "WINDOWS-1253", "WINDOWS-1255",
        "WINDOWS-1256",
    ]
}
