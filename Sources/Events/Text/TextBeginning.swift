extension [UInt8] {
    /// Appends the beginning of a text, at most `limit` bytes of it; no scalar is cut in two.
    mutating func append(beginningOf text: String, limit: Int) {
        append(contentsOf: text.utf8.prefix(limit))
        guard text.utf8.count > limit else { return }
        while let last, last & 0xc0 == 0x80 { removeLast() }
        if let last, last >= 0xc0 { removeLast() }
    }
}

extension String {
    /// The beginning, at most `limit` bytes of it; no scalar is cut in two.
    func beginning(_ limit: Int) -> Substring.UnicodeScalarView {
        let end = utf8.index(startIndex, offsetBy: limit, limitedBy: endIndex) ?? endIndex
        return unicodeScalars[..<end]
    }
}
