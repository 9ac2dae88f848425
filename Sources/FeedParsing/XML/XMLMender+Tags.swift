internal import Values

extension XMLMender {
    /// Reads a start tag and writes it with every attribute quoted and once.
    mutating func startTag() throws(ParseError) {
        let start = index
        let formerlyLeftOut = leftOutBytes
        let name = (index + 1)..<endOfName(from: index + 1)
        let local = localName(name)
        endWhatCannotHold(name, local)
        var tag: [UInt8] = []
        var names: Set<String> = []
        index = name.upperBound
        var isEmpty = false
        var isEnded = true
        while true {
            guard index < bytes.count else { return }  // Cut off within the tag: it is none.
            guard index - start - (leftOutBytes - formerlyLeftOut) <= limits.startTagBytes else {
                throw .limit(.startTag)
            }
            let byte = bytes[index]
            if byte == UInt8(ascii: ">") {
                index += 1
                break
            }
            // The next tag begins and this one has not ended.
            if byte == UInt8(ascii: "<") {
                isEnded = false
                break
            }
            isEmpty = byte == UInt8(ascii: "/")
            if Self.isNameByte(byte) {
                attribute(into: &tag, names: &names)
            } else {
                index += 1
            }
        }
        // One whose only attribute was left out is a tag.
        if tag.isEmpty, leftOutBytes == formerlyLeftOut,
            isText(name, local, end: isEnded ? index - 1 : index, isEnded: isEnded)
        {
            write("&lt;")
            index = start + 1
            return
        }
        if Self.voidElements.contains(local) { isEmpty = true }
        // What nests deeper is read as if it stood here.
        guard isEmpty || open.count < limits.depth else { return }
        output.append(UInt8(ascii: "<"))
        output.append(contentsOf: bytes[name])
        output.append(contentsOf: tag)
        if isEmpty {
            write("/>")
        } else {
            write(">")
            open.append(
                OpenElement(
                    name: name, local: local, isItem: Self.items.contains(local),
                    isField: Self.fields.contains(local)))
        }
    }

    /// Whether what looks like a start tag without attributes is text of a field: `a <b and c`, which never
    /// ends, or `if x<y and z>x`, words within which are no attributes of an element that anybody knows.
    private func isText(_ name: Range<Int>, _ local: String, end: Int, isEnded: Bool) -> Bool {
        guard !isEnded || bytes[name.upperBound..<end].contains(where: \.isASCIILetter),
            let field = open.last, Self.fields.contains(field.local), !field.isItem,
            local.utf8.count == name.count,
            !Self.fields.contains(local), !Self.voidElements.contains(local)
        else { return false }
        if !isEnded { return true }
        return HTMLName(bytes.span, name).map { HTMLAllowlist.traits(of: $0).isEmpty } ?? true
    }

    // MARK: - Structure

    /// HTML in a description that was not escaped: these never have an end tag. (`link` is not
    /// among them, RSS means something else by it.)
    private static let voidElements: Set<String> = ["br", "hr", "img"]

    /// What cannot stand within itself or within a field that holds only text.
    private static let items: Set<String> = ["item", "entry"]
    private static let shortFields: Set<String> = [
        "title", "link", "guid", "pubdate", "id", "updated",
    ]
    private static let fields: Set<String> = [
        "title", "link", "guid", "pubdate", "id", "updated", "published", "description", "summary",
        "content", "author", "category", "comments", "enclosure", "encoded", "creator", "date",
        "item",
        "entry",
    ]

    /// The name of the innermost field or item that is open.
    var innermostField: Range<Int>? { open.last { $0.isField }?.name }

    private static let bodies: Set<String> = ["description", "summary", "content", "encoded"]

    private func localName(_ name: Range<Int>) -> String {
        let bytes = bytes[name]
        let colon = bytes.lastIndex(of: UInt8(ascii: ":")).map { $0 + 1 } ?? bytes.startIndex
        return String(decoding: bytes[colon...].prefix(24).map(\.asciiLowercased), as: UTF8.self)
    }

    /// Whether two names differ in the case of their letters at most.
    func isSameButForCase(_ one: Range<Int>, _ other: Range<Int>) -> Bool {
        one.count == other.count
            && zip(one, other).allSatisfy { bytes[$0].asciiLowercased == bytes[$1].asciiLowercased }
    }

    /// The start of an item ends the one before; the start of a field ends a field of text only.
    ///
    /// An item of another vocabulary within one of the feed's ends nothing: only the outermost one
    /// that is open, if it has the same prefix. Nor does one that is markup of a body, as a sound document
    /// has it.
    private mutating func endWhatCannotHold(_ name: Range<Int>, _ local: String) {
        if Self.items.contains(local),
            let depth = open.firstIndex(where: { $0.isItem && $0.local == local }),
            isSameButForCase(open[depth].name, name), !isInMarkup(ofItem: depth)
        {
            while open.count > depth { writeEnd(open.removeLast()) }
        } else if Self.fields.contains(local), let last = open.last,
            Self.shortFields.contains(last.local)
        {
            open.removeLast()
            writeEnd(last)
        }
    }

    /// Whether the item that begins here is markup of an element of the item that is open at `depth`: of its
    /// outermost one, whatever that is (`related`, a feed within an entry), or of a body.
    private mutating func isInMarkup(ofItem depth: Int) -> Bool {
        guard let child = open[(depth + 1)...].indices.first else { return false }
        var holders = Self.shortFields.contains(open[child].local) ? [] : [child]
        if let body = open[child...].firstIndex(where: { Self.bodies.contains($0.local) }),
            body != child
        {
            holders.append(body)
        }
        if let whole, whole.contains(index),
            holders.contains(where: { open[$0].name.lowerBound == whole.lowerBound })
        {
            return true
        }
        for holder in holders where holdsItem(holder, of: depth) { return true }
        return false
    }

    /// Whether the end of the element that is open at `holder` is ahead, and no end before it of what is
    /// around that. An element whose end is missing has none ahead, or only behind the end of an item or of
    /// the root; where the document breaks off before all of these, it broke off within the element, if that
    /// is none of the fields that hold only text.
    ///
    /// Of a body more is asked, since ends are missing there most, and items may be named there: each item
    /// but the last ends that begins, none within another, and its end is not cut off.
    private mutating func holdsItem(_ holder: Int, of depth: Int) -> Bool {
        let (item, name, root) = (open[depth].name, open[holder].name, open[0].name)
        let isBody = Self.bodies.contains(open[holder].local)
        var items = 0
        var inner = open[(holder + 1)...].count { isSameButForCase($0.name, name) }
        if isBody { inner = min(inner, 1) }
        var roots = open.count { isSameButForCase($0.name, root) }
        let end = min(bytes.count, index + lookAheadBytes)
        var next = index
        defer { lookAheadBytes = max(0, lookAheadBytes - (next - index)) }
        while next < end {
            next += 1
            guard bytes[next - 1] == UInt8(ascii: "<") else { continue }
            let isEnd = next < end && bytes[next] == UInt8(ascii: "/")
            let start = isEnd ? next + 1 : next
            next = endOfName(from: start)
            let isItem = isSameButForCase(start..<next, item)
            let isHolder = isSameButForCase(start..<next, name)
            guard isItem || isHolder || isSameButForCase(start..<next, root) else { continue }
            if !isEnd {
                while next < bytes.count, bytes[next] != UInt8(ascii: ">") { next += 1 }
                if bytes[next - 1] == UInt8(ascii: "/") { continue }
            }
            if isItem {
                if isEnd, items == 0 || isBody && inner > 0 { return false }
                if !isEnd, isBody, items > 0 { return false }
                items += isEnd ? -1 : 1
            } else if isHolder {
                if isEnd, inner == 0 {
                    whole = name.lowerBound..<next
                    return true
                }
                if !isEnd, isBody, inner > 0 { return false }
                inner += isEnd ? -1 : 1
            } else {
                roots += isEnd ? -1 : 1
                if roots == 0 { return false }
            }
        }
        guard !holdsOnlyText(holder), end == bytes.count else { return false }
        whole = name.lowerBound..<end
        return true
    }

    /// Whether the element that is open at `place` is a field that has no elements, or only a person's or
    /// those of HTML. The `comments` of GData hold a feed.
    private func holdsOnlyText(_ place: Int) -> Bool {
        let element = open[place]
        return Self.fields.contains(element.local) && !element.isItem
            && (element.local != "comments" || place == open.count - 1)
    }

    // MARK: - Attributes

    private mutating func attribute(into tag: inout [UInt8], names: inout Set<String>) {
        let name = index..<endOfName(from: index)
        index = name.upperBound
        skipSpace()
        var value = index..<index
        var hasValue = false
        if index < bytes.count, bytes[index] == UInt8(ascii: "=") {
            index += 1
            skipSpace()
            value = attributeValue()
            hasValue = true
        }
        if value.count > Self.longestData, holdsData(value.lowerBound) {
            leftOutBytes += value.count
            return
        }
        let first = bytes[name.lowerBound]
        // One beyond the limit on a tag, which ends the reading, is not written before.
        guard hasValue, value.count <= limits.startTagBytes,
            first.isASCIILetter || first >= 0x80 || first == UInt8(ascii: "_"),
            names.count < limits.attributes,
            names.insert(String(decoding: bytes[name], as: UTF8.self)).inserted
        else { return }
        tag.append(0x20)
        tag.append(contentsOf: bytes[name])
        tag.append(contentsOf: "=\"".utf8)
        let end = index
        let before = output.count
        index = value.lowerBound
        while index < value.upperBound { writeAttributeByte(value.upperBound) }
        index = end
        tag.append(contentsOf: output[before...])
        output.removeLast(output.count - before)
        tag.append(UInt8(ascii: "\""))
    }

    private mutating func writeAttributeByte(_ limit: Int) {
        if bytes[index] == UInt8(ascii: "&"),
            let end = bytes[index..<min(limit, index + 12)].firstIndex(of: UInt8(ascii: ";")),
            end > index + 1
        {
            writeReference(index..<(end + 1))
        } else {
            writeEscaped(bytes[index])
            index += 1
        }
    }

    private mutating func attributeValue() -> Range<Int> {
        guard index < bytes.count else { return index..<index }
        let quote = bytes[index]
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            let start = index + 1
            if let end = closingQuote(quote, from: start), isAfterValue(end + 1) {
                index = end + 1
                return start..<end
            }
            // The closing quote is missing: the tag's end is the value's.
            index = start
            while index < bytes.count, bytes[index] != UInt8(ascii: ">"), bytes[index] != quote {
                index += 1
            }
            defer { if index < bytes.count, bytes[index] == quote { index += 1 } }
            return start..<index
        }
        let start = index
        while index < bytes.count, !bytes[index].isASCIISpace, bytes[index] != UInt8(ascii: ">"),
            bytes[index] != UInt8(ascii: "<")
        { index += 1 }
        return start..<index
    }

    /// The closing quote of a value, as far as one is looked for: within the longest start tag, or where
    /// the value is a picture up to the next tag.
    private func closingQuote(_ quote: UInt8, from start: Int) -> Int? {
        let reach = min(bytes.count, start + limits.startTagBytes)
        guard start <= reach else { return nil }
        if let end = bytes[start..<reach].firstIndex(of: quote) { return end }
        guard holdsData(start) else { return nil }
        let end = bytes[reach...].firstIndex { $0 == quote || $0 == UInt8(ascii: "<") }
        return end.flatMap { bytes[$0] == quote ? $0 : nil }
    }

    /// The longest value in bytes that stays where it is a picture: no reader of feeds loads `data:`, and
    /// an attribute that an image of a camera was written into would be no start tag that libxml2 reads.
    private static let longestData = 4 << 10

    /// Whether the value that begins at `start` is an address of the scheme `data:` (RFC 2397), or has one
    /// at its beginning in parentheses or quotes, as the declarations of a style do.
    private func holdsData(_ start: Int) -> Bool {
        let scheme = Array("data:".utf8)
        let beginning = bytes[start...].prefix(256)
        let text = beginning.drop(while: \.isASCIISpace)
        return text.indices.contains { index in
            guard bytes[index] | 0x20 == scheme[0], index + scheme.count <= text.endIndex,
                zip(bytes[index...], scheme).allSatisfy({ $0.asciiLowercased == $1 })
            else { return false }
            return index == text.startIndex || "('\";".utf8.contains(bytes[index - 1])
        }
    }

    /// Whether what stands here can follow an attribute's closing quote.
    private func isAfterValue(_ index: Int) -> Bool {
        guard index < bytes.count else { return true }
        let byte = bytes[index]
        return byte.isASCIISpace || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ">")
            || byte == UInt8(ascii: "?")
    }

    private mutating func skipSpace() {
        while index < bytes.count, bytes[index].isASCIISpace { index += 1 }
    }
}
