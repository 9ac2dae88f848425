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
        /// Whether an entry was open where the document broke off, and left out.
        var leavesOutEntry = false
        /// Whether the root has the name of a feed's, and nothing of a feed stood in it.
        var onlyHasName = false
        var fault: XMLFault?
        /// Whether the fault is none of form but an element of too many attributes.
        var hasTooManyAttributes = false
        /// Why the reading was given up.
        var error: ParseError?
    }

    let bytes: [UInt8]
    /// Where the root element begins.
    let root: Int
    /// What the document is if its root only has the name of one.
    let otherwise: ParseError.Appearance
    let limits: ParseLimits
    let base: WebURL?
    let budget: ParseBudget
    /// What mends the document; nil where it is read strictly, as it is.
    private(set) var mender: XMLMender?
    /// What is pushed next of a document that is read as it is.
    private var index: Int
    /// Whether an entry is open where the document broke off: it is half.
    private var isHalfOpen = false

    /// - Parameter isMended: whether what is not well-formed is mended.
    init(
        bytes: [UInt8], root: Int, otherwise: ParseError.Appearance, limits: ParseLimits,
        base: WebURL?, budget: ParseBudget, isMended: Bool
    ) {
        self.bytes = bytes
        self.root = root
        self.otherwise = otherwise
        self.limits = limits
        self.base = base
        self.budget = budget
        mender = isMended ? XMLMender(bytes, from: root, limits: limits, budget: budget) : nil
        index = root
    }

    /// Small enough that entries come one by one, large enough that calls do not count.
    private static let chunk = 64 << 10
    private static let longestChunk = 1 << 20

    /// The feed, unless its root only had the name of one.
    func success(_ feed: ParsedFeed) -> Result<ParsedFeed, ParseError> {
        feed.format == .none ? .failure(.notAFeed(otherwise)) : .success(feed)
    }

    /// Pushes the document through the parser and hands over all entries but the first `skipping`.
    mutating func read<Failure: Error>(
        skipping: Int = 0, _ onEntry: (ParsedEntry) throws(Failure) -> Void
    ) throws(Failure) -> Outcome {
        let recovering = mender != nil
        let rootTag = bytes[root...].prefix(4_096).prefix { $0 != UInt8(ascii: ">") }
        let spaces = ByteText(Array(rootTag))
        let isNetscape = spaces.find("netscape.com/rdf/simple/0.9") != nil
        let reader = XMLFeedReader(
            limits: limits, base: base, budget: budget, isNetscape: isNetscape)
        // Of RSS even where nothing stands in it; `modules/` behind it are of others as well.
        reader.tellsFeed =
            isNetscape || spaces.find("purl.org/rss/1.0/\"") != nil
            || spaces.find("purl.org/rss/1.0/'") != nil
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
        var error: ParseError?
        var leavesOutEntry = false
        func drain() throws(Failure) {
            guard budget.end == nil, error == nil else { return }
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
        while true {
            do throws(ParseError) {
                guard try push(to: parser, reader) else { break }
            } catch let end {
                error = end
                break
            }
            try drain()
            if parser.nameCount > limits.names { error = .limit(.names) }
            if reader.isCut || error != nil || budget.check() { break }
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
        let onlyHasName = !reader.tellsFeed && feed.format != .none
        if onlyHasName { feed.format = .none }
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
            leavesOutEntry: leavesOutEntry, onlyHasName: onlyHasName,
            fault: reader.isCut ? nil : fault,
            hasTooManyAttributes: reader.hasTooManyAttributes,
            error: budget.end ?? error)
    }

    /// Pushes the next bytes; false where there are none any more.
    private mutating func push(
        to parser: XMLPushParser, _ reader: XMLFeedReader
    ) throws(ParseError) -> Bool {
        // libxml2 looks through all of a comment or CDATA section again with every chunk: chunks
        // that grow with it keep that linear.
        let waiting = parser.pendingTag == 0 ? parser.pendingBytes : 0
        let count = min(max(Self.chunk, waiting), Self.longestChunk)
        if let piece = try mender?.piece(of: count) {
            guard !piece.isEmpty else { return false }
            if mender?.isCutOff == true, reader.entry != nil { isHalfOpen = true }
            parser.push(piece.span)
            return true
        }
        let end = min(index + count, bytes.count)
        guard index < end else { return false }
        parser.push(bytes.span.extracting(index..<end))
        index = end
        return true
    }
}
