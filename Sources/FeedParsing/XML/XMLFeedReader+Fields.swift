internal import Bytes
internal import Values
internal import XMLPush

extension XMLFeedReader {
    /// An element ends whose text was gathered.
    func finishCapture() {
        guard let capture else { return }
        self.capture = nil
        var bytes = text.bytes
        unwrap(capture, &bytes)
        if capture.childText > 0 { dropChildText(capture, &bytes) }
        if bytes.count > limits.textBytes - 4 {
            switch capture.form {
            case .html, .untold: TextValue.endBeforeCut(&bytes)
            default: break
            }
        }
        if case .person = place { text.begin(.plain) } else { text.begin(.ignored) }
        fill(capture, bytes)
    }

    private func fill(_ capture: Capture, _ text: [UInt8]) {
        // An Atom link that holds its address as text.
        if capture.meaning.element == .link, let relation = capture.attribute,
            AttributeWord.of(relation) != "alternate"
        {
            return
        }
        switch place {
        case .entry: fillEntry(capture, text)
        case .feed: fillFeed(capture, text)
        case .image:
            if capture.meaning.element == .url { offerImage(string(text), rank: 3) }
        case .source:
            switch capture.meaning.element {
            case .title: sourceTitle = value(capture, text).title
            case .id: sourceID = string(text).flatMap(resolved)
            default: break
            }
        case .person:
            switch capture.meaning.element {
            case .name: person.name = Person.line(text)
            case .email: person.email = Person.line(text)
            default: break
            }
        }
    }

    private func fillEntry(_ capture: Capture, _ text: [UInt8]) {
        let rank = capture.meaning.rank
        switch capture.meaning.element {
        case .title: entry?.title.offer(value(capture, text).title, rank: rank)
        case .link: entry?.link.offer(string(text).flatMap(resolved), rank: rank, replacing: true)
        case .guid: fillGUID(capture, text)
        case .id: fillID(text)
        case .description, .summary, .subtitle: fillSummary(capture, text)
        case .content: fillContent(capture, text)
        case .published: entry?.published.offer(date(text), rank: 3)
        case .issued: entry?.published.offer(date(text), rank: 2)
        case .created: entry?.published.offer(date(text), rank: 1)
        case .updated: entry?.updated.offer(date(text), rank: 3, replacing: true)
        case .dcDate: entry?.updated.offer(date(text), rank: 2)
        case .creator: entry?.add(author: Person.name(in: text), rank: rank)
        case .category, .subject: addCategory(text, label: capture.attribute)
        case .keywords: addKeywords(text)
        case .comments:
            entry?.commentsLink.offer(string(text).flatMap(resolved), rank: 2)
        case .language: entry?.language.offer(string(text), rank: 2)
        case .source:
            entry?.set(
                source: PlainText.reread(text), url: capture.attribute.flatMap(resolved))
        default: break
        }
    }

    /// An atom:id as it is: ids are compared letter by letter (RFC 4287 §4.2.6.1). A relative one is made an
    /// absolute address where the document itself says by what, so that those of several sites differ; that
    /// which answered may be another at each poll.
    private func fillID(_ text: [UInt8]) {
        guard let text = string(text) else { return }
        let isRelative =
            text.utf8.contains(UInt8(ascii: "/")) && !text.utf8.contains(UInt8(ascii: ":"))
        let address = isRelative ? resolved(text) : nil
        let id = scopes.isBaseOwn ? address ?? text : text
        entry?.id.offer(id, rank: 3)
        if let address, id != address, entry?.id.value == id { entry?.formerID = address }
    }

    private func fillGUID(_ capture: Capture, _ text: [UInt8]) {
        guard let guid = string(text) else { return }
        entry?.id.offer(guid, rank: 3)
        guard entry?.permalink == nil else { return }
        switch capture.attribute.map(AttributeWord.of) {
        case "true": entry?.permalink = resolved(guid)
        // A guid that says nothing is a link by the letter (RSS 2.0), but many are numbers: only a whole address
        // counts, and where nobody said where the document is, as `tidings parse` need not, any.
        case nil where scopes.base == nil || WebURL(guid) != nil: entry?.permalink = resolved(guid)
        default: break
        }
    }

    private func fillSummary(_ capture: Capture, _ text: [UInt8]) {
        var rank = capture.meaning.rank * 2
        if capture.meaning.element == .subtitle { rank -= 1 }
        let body = body(capture, text)
        // Two bodies of the format's own, `description` and `summary`: both are told.
        if rank == 6, let first = summaryElement, first != capture.meaning.element {
            entry?.content.offer(body, rank: 0)
        } else {
            if rank == 6, body != nil { summaryElement = capture.meaning.element }
            entry?.summary.offer(body, rank: rank)
        }
    }

    private func fillContent(_ capture: Capture, _ text: [UInt8]) {
        // Content that stands elsewhere is the link where there is none.
        if let source = capture.attribute { entry?.link.offer(resolved(source), rank: 1) }
        entry?.content.offer(body(capture, text), rank: capture.meaning.rank)
    }

    private func fillFeed(_ capture: Capture, _ text: [UInt8]) {
        let rank = capture.meaning.rank
        switch capture.meaning.element {
        case .title: builder.title.offer(value(capture, text).title, rank: rank)
        case .link: builder.link.offer(string(text).flatMap(resolved), rank: rank, replacing: true)
        case .description, .subtitle, .summary:
            builder.description.offer(value(capture, text).title, rank: rank)
        case .language: builder.language.offer(string(text), rank: rank)
        case .updated: builder.updated.offer(date(text), rank: 4)
        case .buildDate: builder.updated.offer(date(text), rank: 3)
        case .published, .dcDate: builder.updated.offer(date(text), rank: 2)
        case .issued, .created: builder.updated.offer(date(text), rank: 1)
        case .creator: builder.offer(author: Person.name(in: text), rank: rank)
        case .category, .subject: addCategory(text, label: capture.attribute)
        case .keywords: addKeywords(text)
        case .logo: offerImage(string(text), rank: 2)
        case .icon: offerImage(string(text), rank: 1)
        case .timeToLive:
            let minutes = string(text).flatMap { Int64($0) }
            builder.feed.pacing.ttl = minutes.flatMap { (1...525_600).contains($0) ? $0 * 60 : nil }
        case .hour:
            if let hour = string(text).flatMap({ Int($0) }), (0...24).contains(hour) {
                builder.feed.pacing.skipHours.insert(hour % 24)
            }
        case .day:
            if let day = string(text).flatMap(FeedBuilder.weekday) {
                builder.feed.pacing.skipDays.insert(day)
            }
        case .updatePeriod:
            let word = string(text)
            builder.updatePeriod = word.flatMap(FeedBuilder.seconds(ofPeriod:))
            builder.namesPeriod = word != nil
        case .updateFrequency: builder.updateFrequency = string(text).flatMap { Int64($0) }
        default: break
        }
    }

    // MARK: - Categories

    private func addKeywords(_ text: [UInt8]) {
        for word in text.split(separator: UInt8(ascii: ",")) {
            add(category: PlainText.reread(Array(word)))
        }
    }

    /// Adds what the element says, or its `label` where it says nothing: that of an Atom category without a
    /// `term`.
    private func addCategory(_ text: [UInt8], label: String?) {
        add(category: PlainText.reread(text) ?? Self.line(label))
    }

    // MARK: - Text

    /// The text without white space around, nil when nothing is left.
    private func string(_ text: [UInt8]) -> String? {
        let clean = PlainText.clean(text)
        let span = clean.span
        var (start, end) = (0, span.count)
        while start < end, span[start].isASCIISpace { start += 1 }
        while end > start, span[end - 1].isASCIISpace { end -= 1 }
        return start == end ? nil : String(utf8: span.extracting(start..<end))
    }

    private func date(_ text: [UInt8]) -> Timestamp? {
        FeedDate.parse(text.span)
    }

    private func value(_ capture: Capture, _ text: [UInt8]) -> TextValue {
        switch capture.form {
        case .plain: TextValue(bytes: text, form: .plain)
        case .html: TextValue(bytes: text, form: .html)
        case .untold:
            TextValue(
                bytes: text,
                form: capture.hasMarkup || PlainText.looksLikeMarkup(text) ? .html : .plain)
        case .xhtml: TextValue(bytes: text, form: .xhtml)
        case .base64(let html):
            TextValue(
                bytes: Base64.text(text) ?? [], form: html ? .html : .plain)
        case .binary:
            // By the letter base64 (RFC 4287, 4.1.3.3), mostly of a picture, which no text is; what is not
            // is the text that it looks like.
            Base64.text(text).map {
                TextValue(bytes: $0, form: capture.meaning.element == .title ? .plain : .html)
            } ?? TextValue(bytes: Base64.isEncoded(text) ? [] : text, form: .plain)
        }
    }

    private func body(_ capture: Capture, _ text: [UInt8]) -> EntryBuilder.Body? {
        let value = value(capture, text)
        guard value.bytes.contains(where: { !$0.isASCIISpace }) else { return nil }
        return EntryBuilder.Body(value: value, base: scopes.base)
    }
}
