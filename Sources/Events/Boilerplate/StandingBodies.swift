/// Texts that stand in the place of one: *This article is for subscribers only …* as the whole body of entry
/// after entry, in the feeds of one publisher.
///
/// Such a text says nothing of what the headline says, and stands under any; a report has words of its
/// headline. So a body in which no word of its headline occurs is standing text where it was the body of
/// another, of whose headline it tells no more than by chance, and the headlines are not alike. The first entry
/// with it keeps it.
extension Window {
    func isNotice(_ text: DocumentTokens) -> Bool {
        text.title.count > 0 && text.body.count <= Self.longestNotice
            && text.body.wordCount >= IdentityIndex.tellingLength
    }

    /// Whether the body of a new document stands in the place of a text.
    func standsForText(
        _ text: DocumentTokens, _ caveats: CopyCaveats, under headline: TitleWords,
        _ traits: CopyTraits
    ) -> Bool {
        guard caveats.headline != .more,
            let first = identities.first(withText: IdentityIndex.key(of: text.body)),
            // Of another it may be a reprint, under a headline in other words.
            documents.traits[first].publisher == traits.publisher,
            !traits.isElsewheres(beside: documents.traits[first])
        else { return false }
        let others = documents.caveats[first].headline
        guard others != .more, caveats.headline == .none || others == .none,
            let shared = headline.shared(with: documents[first].title)
        else { return false }
        return shared < settings.kindredTitles
    }

    /// Tokens of a longer text, which is no notice any more.
    static let longestNotice = 200
}

extension StandingParts {
    /// Takes all of a body for standing text that has no more blocks than have a bit.
    mutating func insertBody(of marks: EntryMarks) {
        guard marks.parts.count <= Self.outer else { return }
        for bit in marks.parts.indices.dropFirst(2) { insert(bit: bit) }
    }
}
