internal import Values

extension FeedParser {
    /// Reads a document and writes it as one JSON object in a line: what `tidings parse --json` prints.
    ///
    /// The entries come first, each written when it is complete, so that memory does not grow with
    /// their number; the feed's own fields follow, which are known only at the end. Dates are RFC 3339
    /// in UTC, what is not there is null.
    ///
    /// - Parameters:
    ///   - bytes: the document as it came, decompressed.
    ///   - url: where it came from; relative links are resolved against it.
    ///   - contentType: the Content-Type header.
    ///   - file: names the input in the object, where several documents are printed.
    ///   - version: of the object's form.
    ///   - output: takes the line in pieces of some 64 KiB, or of one entry if that is longer.
    /// - Returns: why the document gives no feed, which the object tells too: its `format` is `none`,
    ///   and `entries` has what could be read before; nil when there is a feed.
    public func writeJSON(
        _ bytes: [UInt8], url: String?, contentType: String?, file: String? = nil,
        version: Int? = nil, to output: (_ piece: [UInt8]) -> Void
    ) -> ParseError? {
        let pieceSize = 64 << 10
        var failure: ParseError?
        var json = JSONWriter()
        json.object { json in
            if let version { json.field("version", version) }
            if let file { json.field("file", file) }
            var result = Result<ParsedFeed, ParseError>.failure(.notAFeed(.empty))
            json.array("entries") { json in
                result = read(bytes, url, contentType) { entry in
                    entry.write(to: &json)
                    if json.bytes.count >= pieceSize { json.flush(output) }
                }
            }
            switch result {
            case .success(let feed): feed.writeFields(to: &json)
            case .failure(let error):
                error.writeFields(to: &json)
                failure = error
            }
        }
        json.newline()
        json.flush(output)
        return failure
    }
}
