import CLibXML2

/// What a document tells while it is pushed through an `XMLPushParser`.
public protocol XMLPushHandler: AnyObject {
    /// The number by which the handler wants to know elements of this name.
    func code(of name: XMLName) -> Int
    /// An element begins whose name has that code; `attributes` are valid within the call only.
    func startElement(_ code: Int, _ attributes: XMLAttributes, in parser: XMLPushParser)
    /// The innermost open element ends.
    func endElement(_ code: Int, in parser: XMLPushParser)
}

/// Where and why a document is not well-formed.
public struct XMLFault: Error, Hashable, Sendable {
    /// Counted from 1, in the bytes that were pushed.
    public let line: Int
    public let column: Int
    /// libxml2's words.
    public let message: String

    public init(line: Int, column: Int, message: String) {
        self.line = line
        self.column = column
        self.message = message
    }
}

/// libxml2's SAX2 push parser over clean UTF-8, with nothing external ever loaded.
///
/// Character data is not told: it gathers in an `XMLText` that the handler empties.
public final class XMLPushParser {
    /// The first thing that is not well-formed.
    public private(set) var fault: XMLFault?
    /// Bytes that were pushed and wait for the end of what they are part of.
    public var pendingBytes: Int {
        guard let input = context.pointee.input?.pointee, let start = input.cur else { return 0 }
        return input.end - start
    }
    /// Bytes that wait for the end of a tag; those of a comment or a CDATA section do not count.
    public var pendingTag: Int {
        guard let input = context.pointee.input?.pointee,
            context.pointee.instate != XML_PARSER_CDATA_SECTION, let start = input.cur
        else { return 0 }
        let count = input.end - start
        return count > 1 && start[0] == UInt8(ascii: "<") && start[1] != UInt8(ascii: "!")
            ? count : 0
    }
    /// The line that is being read, counted from 1 in the bytes that were pushed.
    public var line: Int { context.pointee.input.map { Int($0.pointee.line) } ?? 0 }
    /// How many different names libxml2 keeps: of elements, attributes, prefixes, namespaces,
    /// entities and instructions.
    public var nameCount: Int { Int(xmlDictSize(context.pointee.dict)) }

    private let handler: any XMLPushHandler
    private let text: XMLText
    private let context: xmlParserCtxtPtr
    private let attributes = XMLAttributes()
    private let names = NameCache()

    /// A parser for one document.
    ///
    /// `recovering` says whether to go on after what is not well-formed; otherwise nothing is told
    /// after the first fault. Nil when memory is short.
    public init?(handler: any XMLPushHandler, text: XMLText, recovering: Bool) {
        XMLLibrary.start
        // Zeroed: libxml2's own callbacks would read our user data as one of its contexts.
        var sax = xmlSAXHandler()
        sax.initialized = UInt32(XML_SAX2_MAGIC)
        sax.startElementNs = { user, local, prefix, uri, _, _, count, _, fields in
            XMLPushParser.with(user) { $0.start(local, prefix, uri, fields, count) }
        }
        sax.endElementNs = { user, local, prefix, uri in
            XMLPushParser.with(user) { $0.end(local, prefix, uri) }
        }
        let characters: charactersSAXFunc = { user, bytes, count in
            XMLPushParser.with(user) { $0.characters(bytes, count) }
        }
        sax.characters = characters
        sax.cdataBlock = characters
        sax.ignorableWhitespace = characters
        sax.serror = { user, error in XMLPushParser.with(user) { $0.note(error) } }
        guard let context = xmlCreatePushParserCtxt(&sax, nil, nil, 0, nil) else { return nil }
        self.context = context
        self.handler = handler
        self.text = text
        context.pointee.userData = Unmanaged.passUnretained(self).toOpaque()
        var options = XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue
        options |= XML_PARSE_NOWARNING.rawValue
        if recovering { options |= XML_PARSE_RECOVER.rawValue }
        xmlCtxtUseOptions(context, Int32(bitPattern: options))
    }

    deinit {
        xmlFreeParserCtxt(context)
    }

    /// The local name of the element that begins or ends; empty outside of those calls.
    public var localName: String { names.current.localName }

    /// Parses the next bytes, less than 2 GiB of them a call.
    public func push(_ bytes: borrowing Span<UInt8>) {
        precondition(bytes.count < Int(Int32.max))
        bytes.withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) {
                _ = xmlParseChunk(context, $0.baseAddress, Int32($0.count), 0)
            }
        }
    }

    /// Tells the parser that the document ends here.
    public func finish() {
        _ = xmlParseChunk(context, nil, 0, 1)
    }

    /// Ends the parse: nothing more is told.
    public func stop() {
        xmlStopParser(context)
    }

    // MARK: - Callbacks

    /// The parser lives as long as libxml2 runs within one of its calls: it need not be retained.
    private static func with(
        _ user: UnsafeMutableRawPointer?, _ body: (XMLPushParser) -> Void
    ) {
        guard let user else { return }
        Unmanaged<XMLPushParser>.fromOpaque(user)._withUnsafeGuaranteedRef(body)
    }

    private func start(
        _ local: UnsafePointer<xmlChar>?, _ prefix: UnsafePointer<xmlChar>?,
        _ uri: UnsafePointer<xmlChar>?, _ fields: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?,
        _ count: Int32
    ) {
        attributes.set(fields, count: count)
        let name = NameCache.Pointers(local: local, prefix: prefix, uri: uri)
        handler.startElement(names.code(of: name, handler), attributes, in: self)
        attributes.set(nil, count: 0)
        names.current = NameCache.Pointers()
    }

    private func end(
        _ local: UnsafePointer<xmlChar>?, _ prefix: UnsafePointer<xmlChar>?,
        _ uri: UnsafePointer<xmlChar>?
    ) {
        let name = NameCache.Pointers(local: local, prefix: prefix, uri: uri)
        handler.endElement(names.code(of: name, handler), in: self)
        names.current = NameCache.Pointers()
    }

    private func characters(_ bytes: UnsafePointer<xmlChar>?, _ count: Int32) {
        guard let bytes, count > 0 else { return }
        let buffer = UnsafeBufferPointer(start: bytes, count: Int(count))
        text.append(Span(_unsafeElements: buffer))
    }

    private func note(_ error: UnsafeMutablePointer<xmlError>?) {
        // An undeclared prefix is no fault of the document's form.
        guard fault == nil, let error = error?.pointee,
            error.level.rawValue >= XML_ERR_ERROR.rawValue,
            error.domain != Int32(XML_FROM_NAMESPACE.rawValue)
        else { return }
        var message = error.message.map { String(cString: $0) } ?? "unknown error"
        while message.last?.isWhitespace == true { message.removeLast() }
        fault = XMLFault(line: Int(error.line), column: Int(error.int2), message: message)
    }
}

/// libxml2's process-wide set-up.
private enum XMLLibrary {
    static let start: Void = xmlInitParser()
}
