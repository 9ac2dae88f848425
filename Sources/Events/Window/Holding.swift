internal import Values

/// How a document comes to be held.
extension Window {
    /// Puts a document at the end of those held, with its terms and its partners; in no cluster.
    ///
    /// - Parameter judged: how its standing text was judged when it arrived; nil for a new document.
    mutating func hold(
        _ document: Document, analyzer: inout TextAnalyzer, judged: StandingParts? = nil
    ) -> Int {
        var text = analyzer.takeTokens(of: document)
        let dateline = Dateline(document.text)
        var traits = CopyTraits(document, dateline, body: text.body)
        let affixes = TitleAffixes(document.title, title: text.title)
        let headline = TitleWords(text.title, without: affixes)
        var caveat = CopyCaveats(document)
        if isNotice(text) {
            caveat.headline = HeadlineInBody(text.title, text.language).extent(in: text.body)
        }
        var standing = StandingParts()
        if let feed = traits.feed {
            let parts = EntryParts(
                affixes, title: text.title, body: text.body, language: text.language,
                origin: traits.origin)
            standing = judged ?? boilerplate.judge(parts.marks, of: feed)
            if judged == nil, standsForText(text, caveat, under: headline, traits) {
                standing.insertBody(of: parts.marks)
            }
            boilerplate.note(parts.marks, of: feed, id: document.id)
            parts.strip(standing, title: &text.title, body: &text.body)
        }
        let marks = ReprintMarks(dateline, body: text.body)
        traits.isMarked = marks.saysSo
        text.body = marks.removed(from: text.body)
        // What two texts share is told by their words as they are written.
        let words = analyzer.knownWords(of: text)
        let terms = analyzer.terms(
            title: words.title, body: words.body, year: document.published?.date.year,
            language: text.language, vocabulary: &vocabulary)
        caveat.readSubjects(title: words.title, body: words.body, terms.particulars)
        if let start = terms.start { caveat.start = start }
        let held = HeldDocument(
            membership: Membership(
                document: document.id, cluster: 0, score: 0, standingText: standing.bits),
            title: headline, published: document.published?.seconds,
            shortness: terms.shortness)
        let slot = documents.append(held, terms, traits, caveat)
        // By itself: as an argument it would have all that is held copied beside it.
        let found = copies.add(text.body, under: headline)
        var overlaps = telling(found, of: slot)
        identities.add(
            document, documents.traits, headline: headline, title: text.title, body: text.body,
            overlaps: &overlaps)
        link(slot, overlaps)
        analyzer.putBack(text)
        return slot
    }

    /// Gives the document its vector and puts it into the index.
    mutating func weigh(_ slot: Int) {
        documents.vectors.weigh(slot, by: termWeights)
        terms.add(slot, of: documents.vectors, vocabulary: vocabulary.count)
        if terms.isOutgrown { terms.merge() }
    }
}
