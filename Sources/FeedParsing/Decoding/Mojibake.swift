/// Text that was UTF-8, was taken for Latin-1, and was encoded as UTF-8 once more: `Ã©` for `é`.
enum Mojibake {
    /// The text as it was meant; nil when it is nothing of the kind.
    ///
    /// All its characters must be of Latin-1 and their bytes UTF-8 again, which no text of any
    /// language is by chance.
    static func mended(_ bytes: [UInt8]) -> [UInt8]? {
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte < 0x80 {
                if !result.isEmpty { result.append(byte) }
                index += 1
                continue
            }
            guard byte == 0xc2 || byte == 0xc3, index + 1 < bytes.count else { return nil }
            if result.isEmpty {
                // A lead byte comes first, or there is nothing to mend.
                guard byte == 0xc3 else { return nil }
                result.reserveCapacity(bytes.count)
                result.append(contentsOf: bytes[..<index])
            }
            result.append((byte & 0x03) << 6 | bytes[index + 1] & 0x3f)
            index += 2
        }
        guard result.contains(where: { $0 >= 0x80 }), UTF8Mending.isValid(result[...]) else {
            return nil
        }
        return result
    }
}
