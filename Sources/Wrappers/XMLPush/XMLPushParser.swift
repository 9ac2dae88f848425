internal import CLibXML2

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
        var start: UnsafePointer<UInt8>?
        return tidings_xml_pending(context, &start)
    }
    /// Bytes that wait for the end of a tag; those of a comment or a CDATA section do not count.
    public var pendingTag: Int {
        var start: UnsafePointer<UInt8>?
        let count = tidings_xml_pending(context, &start)
        guard tidings_xml_is_in_cdata(context) == 0, let start else { return 0 }
        return count > 1 && start[0] == UInt8(ascii: "<") && start[1] != UInt8(ascii: "!")
            ? count : 0
    }
    /// The line that is being read, counted from 1 in the bytes that were pushed.
    public var line: Int { Int(tidings_xml_line(context)) }
    /// How many different names libxml2 keeps: of elements, attributes, prefixes, namespaces,
    /// entities and instructions.
    public var nameCount: Int { Int(tidings_xml_name_count(context)) }

    private let handler: any XMLPushHandler
    private let text: XMLText
    private let context: OpaquePointer
    private let attributes = XMLAttributes()
    private let names = NameCache()

    /// A parser for one document.
    ///
    /// `recovering` says whether to go on after what is not well-formed; otherwise nothing is told
    /// after the first fault. Nil when memory is short.
    public init?(handler: any XMLPushHandler, text: XMLText, recovering: Bool) {
        var events = tidings_xml_events(
            start: { user, local, prefix, uri, _, _, count, _, fields in
                XMLPushParser.with(user) { $0.start(local, prefix, uri, fields, count) }
            },
            end: { user, local, prefix, uri in
                XMLPushParser.with(user) { $0.end(local, prefix, uri) }
            },
            characters: { user, bytes, count in
                XMLPushParser.with(user) { $0.characters(bytes, count) }
            },
            error: { user, error in XMLPushParser.with(user) { $0.note(error) } })
        self.handler = handler
        self.text = text
        guard let context = tidings_xml_open(&events, recovering ? 1 : 0) else { return nil }
        self.context = context
        tidings_xml_set_user(context, Unmanaged.passUnretained(self).toOpaque())
    }

    deinit {
        tidings_xml_close(context)
    }

    /// The local name of the element that begins or ends; empty outside of those calls.
    public var localName: String { names.current.localName }

    /// Parses the next bytes, less than 2 GiB of them a call.
    public func push(_ bytes: borrowing Span<UInt8>) {
        precondition(bytes.count < Int(Int32.max))
        bytes.withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) {
                tidings_xml_push(context, $0.baseAddress, Int32($0.count), 0)
            }
        }
    }

    /// Tells the parser that the document ends here.
    public func finish() {
        tidings_xml_push(context, nil, 0, 1)
    }

    /// Ends the parse: nothing more is told.
    public func stop() {
        tidings_xml_stop(context)
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
        _ local: UnsafePointer<UInt8>?, _ prefix: UnsafePointer<UInt8>?,
        _ uri: UnsafePointer<UInt8>?, _ fields: UnsafeMutablePointer<UnsafePointer<UInt8>?>?,
        _ count: Int32
    ) {
        attributes.set(fields, count: count)
        let name = NameCache.Pointers(local: local, prefix: prefix, uri: uri)
        handler.startElement(names.code(of: name, handler), attributes, in: self)
        attributes.set(nil, count: 0)
        names.current = NameCache.Pointers()
    }

    private func end(
        _ local: UnsafePointer<UInt8>?, _ prefix: UnsafePointer<UInt8>?,
        _ uri: UnsafePointer<UInt8>?
    ) {
        let name = NameCache.Pointers(local: local, prefix: prefix, uri: uri)
        handler.endElement(names.code(of: name, handler), in: self)
        names.current = NameCache.Pointers()
    }

    private func characters(_ bytes: UnsafePointer<UInt8>?, _ count: Int32) {
        guard let bytes, count > 0 else { return }
        let buffer = UnsafeBufferPointer(start: bytes, count: Int(count))
        text.append(Span(_unsafeElements: buffer))
    }

    private func note(_ error: OpaquePointer?) {
        var line: Int32 = 0
        var column: Int32 = 0
        guard fault == nil, let error,
            let words = tidings_xml_fault(error, &line, &column)
        else { return }
        var message = String(cString: words)
        while message.last?.isWhitespace == true { message.removeLast() }
        fault = XMLFault(line: Int(line), column: Int(column), message: message)
    }
}
