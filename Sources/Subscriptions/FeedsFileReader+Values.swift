internal import Values
internal import YAMLEvents

/// Reads the single values of feeds.yml; what is wrong is noted and answered with nil.
extension FeedsFileReader {
    /// Text of at most `limit` bytes on one line.
    func text(
        _ node: YAMLNode, of key: String, upTo limit: Int, expected: String
    ) throws(ReadingStopped) -> String? {
        guard case .scalar(let text, _) = node.content, !node.isNull, !text.isEmpty else {
            return try bad(node, key, expected: expected)
        }
        guard text.utf8.count <= limit else {
            let found = "a text of \(text.utf8.count) bytes"
            return try bad(node, key, found: found, expected: "at most \(limit) bytes")
        }
        guard !CharacterRules.hasControl(text) else {
            return try bad(node, key, expected: "\(expected) without control characters")
        }
        return text
    }

    func title(_ node: YAMLNode) throws(ReadingStopped) -> String? {
        try text(node, of: "title", upTo: 1_000, expected: "a text")
    }

    func publisher(_ node: YAMLNode) throws(ReadingStopped) -> String? {
        try text(node, of: "publisher", upTo: 200, expected: "a name")
    }

    func credential(_ node: YAMLNode) throws(ReadingStopped) -> String? {
        let expected = "the name of a secret: letters, digits, \"_\", \".\" and \"-\", no dot first"
        guard case .scalar(let name, _) = node.content, CredentialStore.isName(name) else {
            return try bad(node, "credential", expected: expected)
        }
        return name
    }

    /// `true` or `false`, and none of the other words of YAML 1.1.
    func boolean(_ node: YAMLNode, of key: String) throws(ReadingStopped) -> Bool? {
        guard case .scalar(let text, let style) = node.content else {
            return try bad(node, key, expected: "true or false")
        }
        if style == .plain && text == "true" { return true }
        if style == .plain && text == "false" { return false }
        let word = String(decoding: text.utf8.prefix(8).map(\.asciiLowercased), as: UTF8.self)
        let expected =
            switch word {
            case "yes", "on", "y", "true": "true (yes and on are not read as such; no quotes)"
            case "no", "off", "n", "false": "false (no and off are not read as such; no quotes)"
            default: "true or false"
            }
        return try bad(node, key, expected: expected)
    }

    func enabled(_ node: YAMLNode) throws(ReadingStopped) -> Bool? {
        try boolean(node, of: "enabled")
    }

    /// A poll interval in seconds; whether it is too short is seen when the permit is known.
    func interval(_ node: YAMLNode) throws(ReadingStopped) -> Int64? {
        guard case .scalar(let text, _) = node.content,
            let seconds = PollInterval.seconds(text)
        else { return try bad(node, "interval", expected: PollInterval.form) }
        return seconds
    }

    func sizeLimit(_ node: YAMLNode) throws(ReadingStopped) -> Int? {
        guard case .scalar(let text, _) = node.content, let bytes = DocumentSize.bytes(text)
        else { return try bad(node, "max_size", expected: DocumentSize.form) }
        return bytes
    }

    func timeout(_ node: YAMLNode) throws(ReadingStopped) -> Int? {
        guard case .scalar(let text, _) = node.content, let seconds = FetchTimeout.seconds(text)
        else { return try bad(node, "timeout", expected: FetchTimeout.form) }
        return seconds
    }

    func keep(_ node: YAMLNode) throws(ReadingStopped) -> Bound<Int64>? {
        try keptTime(node, of: "keep")
    }

    func keptTime(_ node: YAMLNode, of key: String) throws(ReadingStopped) -> Bound<Int64>? {
        guard case .scalar(let text, _) = node.content, let bound = KeptTime.bound(text)
        else { return try bad(node, key, expected: KeptTime.form) }
        return bound
    }

    func keptCount(_ node: YAMLNode) throws(ReadingStopped) -> Bound<Int>? {
        guard case .scalar(let text, _) = node.content, let bound = KeptCount.bound(text)
        else { return try bad(node, "keep_entries", expected: KeptCount.form) }
        return bound
    }

    func storeSize(_ node: YAMLNode) throws(ReadingStopped) -> Bound<Int64>? {
        guard case .scalar(let text, _) = node.content, let bound = StoreSize.bound(text)
        else { return try bad(node, "max_size", expected: StoreSize.form) }
        return bound
    }

    func contact(_ node: YAMLNode) throws(ReadingStopped) -> Contact? {
        guard case .scalar(let text, _) = node.content, let contact = Contact(text)
        else { return try bad(node, "contact", expected: Contact.expectation) }
        return contact
    }

    func proxy(_ node: YAMLNode) throws(ReadingStopped) -> ProxyRule? {
        guard case .scalar(let text, _) = node.content, !node.isNull else {
            return try bad(node, "proxy", expected: ProxyRule.form)
        }
        if let rule = ProxyRule(text) { return rule }
        // What stands there may be a password.
        let found = text.utf8.contains(UInt8(ascii: "@")) ? "an address with a user" : nil
        return try bad(node, "proxy", found: found, expected: ProxyRule.form)
    }

    /// A list of at most `limit` values, or nil.
    func list(
        _ node: YAMLNode, of key: String, upTo limit: Int, expected: String
    ) throws(ReadingStopped) -> [YAMLNode]? {
        guard case .sequence(let items, _) = node.content else {
            return try bad(node, key, expected: expected)
        }
        guard items.count <= limit else {
            return try bad(
                node, key, found: "a list of \(items.count)", expected: "at most \(limit)")
        }
        return items
    }

    /// `[world, politics]`; a tag that stands twice counts once.
    func tags(_ node: YAMLNode) throws(ReadingStopped) -> [String]? {
        guard let items = try list(node, of: "tags", upTo: 64, expected: "a list like [a, b]")
        else { return nil }
        var tags: [String] = []
        for item in items {
            let tag = try text(item, of: "tags", upTo: 100, expected: "a word as a tag")
            if let tag, !tags.contains(tag) { tags.append(tag) }
        }
        return tags
    }

    /// `true`, `false`, or a list of blocks and host:port.
    func permit(_ node: YAMLNode) throws(ReadingStopped) -> AddressPermit? {
        let expected = "true, false or a list like [10.0.0.0/8, \"localhost:8080\"]"
        switch node.content {
        case .scalar(_, let style):
            if style != .plain || node.isNull {
                return try bad(node, "allow_private", expected: expected)
            }
            if case .scalar(let text, _) = node.content, (try? AddressRule(parsing: text)) != nil {
                let quoted = text.utf8.contains(UInt8(ascii: ":")) ? "\"\(text)\"" : text
                return try bad(node, "allow_private", expected: "a list, also of one: [\(quoted)]")
            }
            return try boolean(node, of: "allow_private").map { $0 ? .any : .publicOnly }
        default:
            guard
                let items = try list(
                    node, of: "allow_private", upTo: 256, expected: expected)
            else { return nil }
            var rules: [AddressRule] = []
            for item in items {
                if let rule = try rule(item) { rules.append(rule) }
            }
            return rules.isEmpty ? .publicOnly : .rules(rules)
        }
    }

    private func rule(_ node: YAMLNode) throws(ReadingStopped) -> AddressRule? {
        let expected = "a block like 10.0.0.0/8 or host:port like \"localhost:8080\""
        guard case .scalar(let text, _) = node.content, !node.isNull,
            !CharacterRules.hasControl(text)
        else { return try bad(node, "allow_private", expected: expected) }
        do throws(AddressRuleError) {
            return try AddressRule(parsing: text)
        } catch {
            return try bad(
                node, "allow_private", found: error.found, expected: error.expected)
        }
    }

    /// Request headers in their order.
    func headers(_ node: YAMLNode) throws(ReadingStopped) -> [RequestHeader] {
        guard case .mapping(let entries, _) = node.content else {
            _ =
                try bad(node, "headers", expected: "names and values like {Accept-Language: de}")
                as Never?
            return []
        }
        guard entries.count <= HeaderRules.countLimit else {
            _ =
                try bad(
                    node, "headers", found: "\(entries.count) headers",
                    expected: "at most \(HeaderRules.countLimit)") as Never?
            return []
        }
        var headers: [(header: RequestHeader, line: Int)] = []
        for entry in entries {
            guard let header = try header(entry.key, entry.value) else { continue }
            if let first = headers.first(where: { HeaderRules.areSame($0.header.name, header.name) }
            ) {
                try note(
                    .duplicateKey(header.name, of: "headers", firstLine: first.line),
                    at: entry.key.start)
            } else {
                headers.append((header, entry.key.start.line))
            }
        }
        return headers.map(\.header)
    }

    private func header(
        _ key: YAMLNode, _ value: YAMLNode
    ) throws(ReadingStopped) -> RequestHeader? {
        guard case .scalar(let name, _) = key.content, HeaderRules.isName(name) else {
            return try bad(key, "headers", expected: "a header's name, such as Accept-Language")
        }
        if let replacement = HeaderRules.replacement(ofOwned: name) {
            return try bad(key, "headers", expected: replacement)
        }
        guard case .scalar(let text, _) = value.content, HeaderRules.isValue(text) else {
            return try bad(
                value, name,
                expected: "text of at most \(HeaderRules.valueLimit) bytes on one line")
        }
        return RequestHeader(name: name, value: text)
    }

    /// Notes a bad value; of an alias enough was said.
    func bad<Value>(
        _ node: YAMLNode, _ key: String, found: String? = nil, expected: String
    ) throws(ReadingStopped) -> Value? {
        if case .refused = node.content { return nil }
        try note(
            .badValue(of: key, found: found ?? node.found, expected: expected), at: node.start)
        return nil
    }
}
