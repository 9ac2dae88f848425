internal import Events
internal import Storage
internal import Values

/// A member of an event as `show` tells it to scripts.
struct ToldMember: Sendable {
    let member: ClusterMember
    /// What it told that no entry before it had.
    let added: [String]
    /// What it says, where that was asked for and it is no copy.
    let text: String?
    let isPinned: Bool

    /// The members of a story in the order of time.
    static func all(_ story: EventStory, _ texts: EventTexts?) -> [ToldMember] {
        let told = Dictionary(
            (texts?.items ?? []).map { ($0.entry.id, $0.text) }, uniquingKeysWith: { a, _ in a })
        return story.detail.members.map { member in
            ToldMember(
                member: member, added: story.additions[member.entry.id] ?? [],
                text: told[member.entry.id] ?? nil,
                isPinned: story.pinned.contains(member.entry.id))
        }
    }
}

extension ToldMember: ListedRecord {
    static let fields: [RecordField<ToldMember>] =
        EntryRecord.fields.map { $0.lifted(\.member.entry) } + [
            .texts("added") { $0.added },
            .text("text") { $0.text },
            .text("copy_evidence") { $0.member.entry.copy?.direction },
            .decimal("score") { $0.member.membership.score },
            .text("reason") { $0.member.membership.decision?.text },
            .truth("pinned") { $0.isPinned },
            .truth("former_text") { $0.member.membership.isOfFormerText },
        ]

    func writeParts(_ json: inout JSONWriter) {
        json.field("decision", member.membership.decision)
        json.write(member.corrections)
    }
}

extension JSONWriter {
    mutating func write(_ corrections: [Correction]) {
        array("corrections") { array in
            for correction in corrections {
                array.object {
                    $0.field("seen", correction.seen)
                    $0.field("former_title", correction.formerTitle)
                }
            }
        }
    }
}
