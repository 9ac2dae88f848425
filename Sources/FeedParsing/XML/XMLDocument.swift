internal import Values
internal import XMLPush

/// One pass of libxml2 over a document.
struct XMLDocument {
    /// What a pass came to.
    struct Outcome {
        var feed: ParsedFeed
        var entryCount: Int
        /// Whether the root element's end was read.
        var isComplete: Bool
        /// Whether the limit on entries ended the reading.
        var isCut = false
        /// Whether an entry was open at `missingEnds`, and left out.
        var leavesOutEntry = false
        var fault: XMLFault?
        /// Whether the fault is none of form but an element of too many attributes.
        var hasTooManyAttributes = false
        /// Why the reading was given up.
        var error: ParseError?
    }

    let bytes: [UInt8]
    /// Where the root element begins.
    let root: Int
    let limits: ParseLimits
    let base: WebURL?
    let budget: ParseBudget
    /// Where the end tags begin that the mender wrote for a document without them.
    var missingEnds: Int?

    /// Small enough that entries come one by one, large enough that calls do not count.
    private static let chunk = 64 << 10
    private static let longestChunk = 1 << 20

    /// The feed, unless its root only had the name of one.
    func success(_ feed: ParsedFeed) -> Result<ParsedFeed, ParseError> {
        guard feed.format == .none else { return .success(feed) }
        let name = bytes[(root + 1)...].prefix(80).prefix {
            !$0.isASCIISpace && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/")
        }
        return .failure(.notAFeed(.xml(root: String(decoding: name, as: UTF8.self))))
    }

    /// Pushes the document through the parser and hands over all entries but the first `skipping`.
    mutating func read<Failure: Error>(
        recovering: Bool, skipping: Int, _ onEntry: (ParsedEntry) throws(Failure) -> Void
    ) throws(Failure) -> Outcome {
        let rootTag = bytes[root...].prefix(4_096).prefix { $0 != UInt8(ascii: ">") }
        let isNetscape = ByteText(Array(rootTag)).find("netscape.com/rdf/simple/0.9") != nil
        let reader = XMLFeedReader(
            limits: limits, base: base, budget: budget, isNetscape: isNetscape)
        guard
            let parser = XMLPushParser(
                handler: reader, text: reader.text, recovering: recovering)
        else {
            return Outcome(
                feed: ParsedFeed(), entryCount: 0, isComplete: false,
                fault: XMLFault(line: 1, column: 1, message: "out of memory"))
        }
        var seen = 0
        var fault: XMLFault?
        var hasTooManyNames = false
        // An entry that is open where the document broke off is half.
        var isHalfOpen = false
        var leavesOutEntry = false
        func drain() throws(Failure) {
            guard budget.end == nil else { return }
            for entry in reader.finished {
                guard !isHalfOpen else {
                    leavesOutEntry = true
                    break
                }
                seen += 1
                if seen > skipping { try onEntry(entry) }
            }
            reader.finished.removeAll(keepingCapacity: true)
        }
        var index = root
        while index < bytes.count {
            // libxml2 looks through all of a comment or CDATA section again with every chunk: chunks
            // that grow with it keep that linear.
            let waiting = parser.pendingTag == 0 ? parser.pendingBytes : 0
            var end = min(index + min(max(Self.chunk, waiting), Self.longestChunk), bytes.count)
            if let missingEnds, index < missingEnds { end = min(end, missingEnds) }
            parser.push(bytes.span.extracting(index..<end))
            index = end
            try drain()
            isHalfOpen = isHalfOpen || index == missingEnds && reader.entry != nil
            hasTooManyNames = parser.nameCount > limits.names
            if reader.isCut || hasTooManyNames || budget.check() { break }
            fault = parser.fault
            if reader.hasTooManyAttributes {
                fault = XMLFault(line: 1, column: 1, message: "an element of too many attributes")
            }
            if fault != nil, !recovering || reader.isComplete { break }
            // Quadratic work waits in a tag of that size: leave it to the mender to cut or refuse.
            if !recovering, parser.pendingTag > limits.startTagBytes + Self.chunk {
                fault = XMLFault(line: 1, column: 1, message: "a tag too long, or without an end")
                break
            }
        }
        if fault == nil || recovering {
            if !reader.isCut { parser.finish() }
            fault = fault ?? parser.fault
        }
        // What is open at a fault is read again, and only counts if this was the last reading.
        if fault == nil || recovering { reader.finishDocument() }
        try drain()
        var feed = reader.builder.build()
        if reader.text.isCut { feed.notes.append(ParsedFeed.cutTextNote) }
        feed.weight = reader.weight
        feed.isShortened = reader.isCut
        if reader.isCut {
            let isTooHeavy = reader.entryCount < limits.entries
            feed.notes.append(
                limits.note(leftOutBehind: reader.entryCount, isTooHeavy: isTooHeavy))
        }
        return Outcome(
            feed: feed, entryCount: seen, isComplete: reader.isComplete, isCut: reader.isCut,
            leavesOutEntry: leavesOutEntry, fault: reader.isCut ? nil : fault,
            hasTooManyAttributes: reader.hasTooManyAttributes,
            error: budget.end ?? (hasTooManyNames ? .limit(.names) : nil))
    }
}
