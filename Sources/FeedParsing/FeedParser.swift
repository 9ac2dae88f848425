internal import Bytes
internal import Platform
internal import Values
internal import XMLPush

/// Reads feeds of every format: RSS 0.90 to 2.0, RSS 1.0, Atom 0.3 and 1.0, CDF, JSON Feed.
///
/// Pure: the same bytes give the same feed, nothing is loaded from anywhere. Only what takes far too long,
/// or is read by a task that was cancelled, is given up (`ParseBudget`). What is not quite
/// well-formed is mended and said so in `ParsedFeed.notes`; see `TextDecoder` for the character set,
/// `XMLMender` for the XML and `HTMLSanitizer` for the bodies.
public struct FeedParser: Sendable {
    private let limits: ParseLimits

    public init(limits: ParseLimits = .standard) {
        self.limits = limits
    }

    /// Reads a document as a whole.
    ///
    /// - Parameters:
    ///   - bytes: the document as it came, decompressed.
    ///   - url: where it came from; relative links are resolved against it, and not against a
    ///     Content-Location (RFC 7231, appendix B), which tells of one of several servers at times.
    ///   - contentType: the Content-Type header; its charset is believed unless the bytes say
    ///     otherwise, its media type is ignored.
    public func parse(
        _ bytes: [UInt8], url: String?, contentType: String?
    ) throws(ParseError) -> ParsedFeed {
        var entries: [ParsedEntry] = []
        let result = read(bytes, url, contentType) { entries.append($0) }
        var feed = try result.get()
        swap(&feed.entries, &entries)
        feed.tellEntryAuthor(limits)
        return feed
    }

    /// Reads a document and hands over each entry as soon as it is complete, so that memory does not
    /// grow with their number. The feed that is answered has no entries.
    ///
    /// Throws a `ParseError`, or what `onEntry` throws, which ends the parse.
    public func parse(
        _ bytes: [UInt8], url: String?, contentType: String?,
        onEntry: (ParsedEntry) throws -> Void
    ) throws -> ParsedFeed {
        try read(bytes, url, contentType, onEntry).get()
    }

    /// The text that HTML shows, blocks on lines of their own: what is compared and clustered. It may not
    /// change for a text that is stored, whose entry would else count as corrected.
    public static func plainText(fromHTML html: String) -> String {
        PlainText.text(fromHTML: Array(html.utf8))
    }

    /// The text that sanitised HTML shows, for a person: paragraphs set apart by an empty line, and the
    /// line breaks kept of what is preformatted or was plain text in its feed.
    public static func shownText(ofHTML html: String) -> String { ShownText(html: html).text }

    // MARK: - Reading

    func read<Failure: Error>(
        _ bytes: [UInt8], _ url: String?, _ contentType: String?,
        _ onEntry: (ParsedEntry) throws(Failure) -> Void
    ) throws(Failure) -> Result<ParsedFeed, ParseError> {
        guard bytes.count <= limits.documentBytes else { return .failure(.limit(.documentBytes)) }
        guard !bytes.starts(with: [0x1f, 0x8b, 0x08]) else { return .failure(.notAFeed(.gzip)) }
        let budget = ParseBudget(limits, byteCount: bytes.count)
        let base = url.flatMap { WebURL($0) }.flatMap(limits.base)
        let limit = limits.decodedBytes(of: bytes.count)
        let text = TextDecoder.decode(bytes, contentType: contentType, limit: limit)
        if budget.check(), let end = budget.end { return .failure(end) }
        guard text.bytes.count <= limit else { return .failure(.limit(.documentBytes)) }
        let result: Result<ParsedFeed, ParseError>
        switch DocumentShape.of(text.bytes, budget) {
        case .feed(let root, let otherwise):
            result = try readXML(text.bytes, from: root, otherwise, base: base, budget, onEntry)
        case .json(let start):
            result = try JSONFeedReader(limits: limits, base: base, budget: budget)
                .read(text.bytes, from: start, onEntry)
        case .other(let appearance): result = .failure(.notAFeed(appearance))
        case .refused(let reason): result = .failure(.refused(reason))
        }
        if let end = budget.end { return .failure(end) }
        return result.map { feed in
            var feed = feed
            feed.notes = text.notes + feed.notes
            return feed
        }
    }

    /// Strictly first; what is not well-formed is mended and read again, and the entries that were
    /// handed over already are passed over.
    private func readXML<Failure: Error>(
        _ bytes: [UInt8], from root: Int, _ otherwise: ParseError.Appearance, base: WebURL?,
        _ budget: ParseBudget, _ onEntry: (ParsedEntry) throws(Failure) -> Void
    ) throws(Failure) -> Result<ParsedFeed, ParseError> {
        var document = XMLDocument(
            bytes: bytes, root: root, otherwise: otherwise, limits: limits, base: base,
            budget: budget, isMended: false)
        let strict = try document.read(onEntry)
        if let error = strict.error { return .failure(error) }
        guard let fault = strict.fault else { return document.success(strict.feed) }
        if strict.isComplete {
            var feed = strict.feed
            feed.notes.append("the document goes on after its end")
            return document.success(feed)
        }
        document = XMLDocument(
            bytes: bytes, root: root, otherwise: otherwise, limits: limits, base: base,
            budget: budget, isMended: true)
        let second = try document.read(skipping: strict.entryCount, onEntry)
        if let error = second.error { return .failure(error) }
        // A fault that was mended is not why it is no feed.
        if second.onlyHasName { return .failure(.notAFeed(otherwise)) }
        var feed = second.feed
        let line = fault.line + bytes[..<root].count(where: { $0 == UInt8(ascii: "\n") })
        guard feed.format != .none else {
            return .failure(.malformed(line: line, column: fault.column, message: fault.message))
        }
        feed.notes.append(
            strict.hasTooManyAttributes
                ? "attributes of one element beyond the limit of \(limits.attributes) were dropped"
                : "not well-formed XML, mended from line \(line) on: \(fault.message)")
        if document.mender?.leavesOutPictures == true {
            feed.notes.append("pictures in attributes were left out")
        }
        // Behind the limit on entries nothing was read, an end neither.
        if document.mender?.isCutOff == true, !second.isCut {
            feed.ending = .cutOff
            feed.notes.append(ParsedFeed.cutOffNote)
            if second.leavesOutEntry { feed.notes.append(ParsedFeed.halfEntryNote) }
        }
        return .success(feed)
    }
}
