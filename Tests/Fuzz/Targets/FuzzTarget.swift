internal import Bytes
internal import Values

@testable import FeedParsing

/// A part of `FeedParsing` that is fed with arbitrary bytes, and what has to hold of its answer.
///
/// A claim that does not hold ends the process, as a trap or a fault of memory does: libFuzzer then
/// keeps the input.
public enum FuzzTarget: String, Sendable {
    case decoder, xml, dates, html, json, discovery

    /// The target of that name, which has to be one.
    public init(named name: String) {
        guard let target = FuzzTarget(rawValue: name) else {
            fatalError("FUZZ_TARGET names no fuzz target: \"\(name)\"")
        }
        self = target
    }

    /// Runs the target on `input`; false if it is not of the kind that the target reads.
    public func accepts(_ input: [UInt8]) -> Bool {
        switch self {
        case .decoder: decode(input)
        case .xml: parse(input)
        case .dates: readDate(input)
        case .html: sanitize(input)
        case .json:
            guard input.first == UInt8(ascii: "{") else { return false }
            parse(input)
        case .discovery: discover(input)
        }
        return true
    }

    /// The first line is the Content-Type, so that every character set is in reach.
    private func decode(_ input: [UInt8]) {
        let type = input.prefix { $0 != UInt8(ascii: "\n") }
        let text = TextDecoder.decode(
            Array(input.dropFirst(type.count + 1)),
            contentType: String(decoding: type, as: UTF8.self), limit: 1 << 20)
        var clean = text.bytes
        claim(UTF8Mending.isValid(clean[...]), "what was decoded is UTF-8")
        claim(!UTF8Mending.dropForbidden(&clean), "and holds no control character")
        claim(!clean.starts(with: [0xef, 0xbb, 0xbf]), "and no byte order mark")
    }

    /// A feed of any format; what it says of itself has to be fit to be shown.
    private func parse(_ input: [UInt8]) {
        let feed: ParsedFeed
        do throws(ParseError) {
            feed = try FeedParser().parse(
                input, url: "https://site.example/feed", contentType: nil)
        } catch {
            claim(!error.description.isEmpty, "an error says what happened")
            return
        }
        claim(feed.format != .none, "what was parsed has a format")
        var json: [UInt8] = []
        _ = FeedParser().writeJSON(input, url: nil, contentType: nil) { json += $0 }
        claim(json.last == UInt8(ascii: "\n"), "a feed is written as a line of JSON")
        for entry in feed.entries {
            for html in [entry.summary, entry.content].compactMap({ $0 }) {
                claimSafe(html)
                claim(sanitized(html) == html, "a body is sanitised")
            }
        }
    }

    /// A moment that was read is read again from how it is written.
    private func readDate(_ input: [UInt8]) {
        // A zone may move a moment out of the years that RFC 3339 can write.
        guard let moment = FeedDate.parse(String(decoding: input, as: UTF8.self)),
            (1...9_999).contains(moment.date.year)
        else { return }
        claim(FeedDate.parse(moment.rfc3339) == moment, "\(moment.rfc3339) is read as written")
    }

    private func sanitized(_ html: String, base: String? = nil) -> String {
        let bytes = PlainText.clean(Array(html.utf8))
        return HTMLSanitizer(bytes, base: base.flatMap { WebURL($0) }).html.string
    }

    private func sanitize(_ input: [UInt8]) {
        let html = String(decoding: input, as: UTF8.self)
        let once = sanitized(html, base: "https://site.example/a/b?c")
        claimSafe(once)
        let twice = sanitized(once, base: "https://site.example/a/b?c")
        claim(once == twice, "sanitising is idempotent:\n\(once)\n\(twice)")
        claim(
            FeedParser.plainText(fromHTML: html).utf8.allSatisfy { $0 >= 0x20 || $0 == 0x0a },
            "plain text holds no control character")
    }

    private func discover(_ input: [UInt8]) {
        let feeds = FeedDiscovery.feeds(
            in: input, url: "https://site.example/a/b", contentType: "text/html")
        claim(Set(feeds).count == feeds.count, "each feed is named once")
        for feed in feeds {
            claim(
                feed.url.utf8.starts(with: "https://".utf8)
                    || feed.url.utf8.starts(with: "http://".utf8),
                "a feed's address is that of a web page: \(feed.url)")
        }
    }

    private func claimSafe(_ html: String) {
        let bytes = Array(html.utf8)
        let opening = Array("<script".utf8)
        for start in bytes.indices where bytes[start] == opening[0] {
            let tag = bytes[start...].prefix(opening.count).map(\.asciiLowercased)
            claim(tag != opening, "no script gets out: \(html)")
        }
    }

    private func claim(_ holds: Bool, _ what: @autoclosure () -> String) {
        if !holds { fatalError("does not hold: \(what())") }
    }
}
