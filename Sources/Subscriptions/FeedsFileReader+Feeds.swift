internal import Bytes
internal import Values
internal import YAMLEvents

/// Reads one feed of the file, and `defaults:`.
extension FeedsFileReader {
    static let storeKeys = ["keep_events", "max_size"]

    static let urlLimit = 4_096

    /// A feed, or nil when it has no address that can be used.
    func feed(_ node: YAMLNode) throws(ReadingStopped) -> FeedItem? {
        switch node.content {
        case .scalar where !node.isNull:
            guard let url = try url(node) else { return nil }
            return item(node, FeedDraft(url: url.text), key: url.key, urlNode: node)
        case .mapping(let entries, _):
            return try feed(node, entries)
        default:
            return try bad(
                node, "feeds", expected: "an address, or keys and values with a \"url\"")
        }
    }

    private func feed(
        _ node: YAMLNode, _ entries: [(key: YAMLNode, value: YAMLNode)]
    ) throws(ReadingStopped) -> FeedItem? {
        var draft = FeedDraft(url: "")
        var urlNode: YAMLNode?
        var feedKey: String?
        var fields: [FeedField] = []
        var seen: [SeenKey] = []
        for (key, value) in entries {
            guard let name = try known(key, &seen, of: "a feed", among: FeedKey.names) else {
                continue
            }
            fields.append(FeedField(name: name, key: key, value: value))
            switch FeedKey.reading(of: name) {
            case .address:
                urlNode = value
                if let url = try url(value) { (draft.url, feedKey) = (url.text, url.key) }
            case .feed(let read): try read(self, value, &draft)
            case .settings(let read): try read(self, value, &draft.settings)
            case nil: break
            }
        }
        guard let urlNode else {
            try note(.missingKey("url", of: "this feed"), at: node.start)
            return nil
        }
        guard let feedKey else { return nil }
        return item(node, draft, key: feedKey, urlNode: urlNode, fields: fields)
    }

    /// What `defaults:` says, and where its interval stands.
    func defaults(
        _ node: YAMLNode
    ) throws(ReadingStopped) -> (settings: FeedSettings, intervalMark: YAMLMark?) {
        var settings = FeedSettings()
        var intervalMark: YAMLMark?
        if node.isNull { return (settings, nil) }
        guard case .mapping(let entries, _) = node.content else {
            return try bad(node, "defaults", expected: "keys and values, such as interval: 30m")
                ?? (settings, nil)
        }
        var seen: [SeenKey] = []
        for (key, value) in entries {
            guard
                let name = try known(key, &seen, of: "defaults", among: FeedKey.namesOfDefaults),
                case .settings(let read) = FeedKey.reading(of: name)
            else { continue }
            try read(self, value, &settings)
            if name == "interval" { intervalMark = value.start }
        }
        return (settings, intervalMark)
    }

    func storeSettings(_ node: YAMLNode) throws(ReadingStopped) -> StoreSettings {
        var settings = StoreSettings()
        if node.isNull { return settings }
        guard case .mapping(let entries, _) = node.content else {
            return try bad(node, "store", expected: "keys and values, such as max_size: 2G")
                ?? settings
        }
        var seen: [SeenKey] = []
        for (key, value) in entries {
            guard let name = try known(key, &seen, of: "store", among: FeedsFileReader.storeKeys)
            else { continue }
            if name == "keep_events" {
                settings.keepEvents = try keptTime(value, of: name)
            } else {
                settings.maxSize = try storeSize(value)
            }
        }
        return settings
    }

    /// A key that stood already, and where.
    typealias SeenKey = (name: String, line: Int)

    /// The text of a key that is known and stands for the first time.
    func known(
        _ key: YAMLNode, _ seen: inout [SeenKey], of owner: String, among keys: [String]
    ) throws(ReadingStopped) -> String? {
        guard case .scalar(let name, _) = key.content else {
            if case .refused = key.content { return nil }
            try note(.refused("a key of \(owner) that is no text"), at: key.start)
            return nil
        }
        guard keys.contains(name) else {
            try note(
                .unknownKey(
                    name, of: owner, nearest: Spelling.nearest(to: name, among: keys), known: keys),
                at: key.start)
            return nil
        }
        if let first = seen.first(where: { $0.name == name }) {
            try note(.duplicateKey(name, of: owner, firstLine: first.line), at: key.start)
            return nil
        }
        seen.append((name, key.start.line))
        return name
    }

    /// An address as it is written, and the key of its feed.
    private func url(_ node: YAMLNode) throws(ReadingStopped) -> (text: String, key: String)? {
        let expected = "an address like https://example.org/feed.xml"
        guard
            let text = try text(node, of: "url", upTo: FeedsFileReader.urlLimit, expected: expected)
        else { return nil }
        // A backslash is a slash to some readers of addresses and not to others: it would be the host
        // to one that the other does not see.
        guard let url = WebURL(text), !text.holds(0x20),
            !text.holds(UInt8(ascii: "\\")), url.port != 0
        else {
            return try bad(node, "url", expected: webAddress(within: text) ?? expected)
        }
        guard url.userInfo == nil else {
            return try bad(
                node, "url", found: "a user name or password in the address",
                expected: "credential: NAME in its place")
        }
        return (text, Subscription.feedKey(of: url))
    }

    /// The address that is meant by one of the scheme `feed`, which some sites write, and by one without
    /// a scheme.
    private func webAddress(within text: String) -> String? {
        // Readers of addresses differ on what a backslash is: nobody knows what was meant.
        if text.holds(UInt8(ascii: "\\")) { return nil }
        let lowercased = text.lowercased()
        var rest = text[...]
        if lowercased.hasPrefix("feed:") {
            rest = rest.dropFirst(5)
            while rest.first == "/" { rest = rest.dropFirst() }
            if let url = WebURL(String(rest)) { return Quoted(url.string).description }
        } else if text.hasPrefix("/") || text.contains("://") || !text.contains(".") {
            return nil
        }
        // `e.org:8080/x` is one without a scheme, `mailto:me@e.org` is none of the web.
        guard let url = WebURL("https://" + rest), url.userInfo == nil, url.port != 0,
            url.host.contains(".")
        else { return nil }
        return Quoted(url.string).description
    }

    private func item(
        _ node: YAMLNode, _ draft: FeedDraft, key: String, urlNode: YAMLNode,
        fields: [FeedField] = []
    ) -> FeedItem {
        var style = YAMLEvent.ScalarStyle.plain
        if case .scalar(_, let written) = urlNode.content { style = written }
        var form = FeedItem.Form.address
        if case .mapping(_, let isFlow) = node.content { form = isFlow ? .braces : .lines }
        return FeedItem(
            draft: draft, key: key, urlMark: urlNode.start, urlEnd: urlNode.end, urlStyle: style,
            fields: fields, start: node.start, end: node.end, lastLine: node.lastLine, form: form)
    }
}
