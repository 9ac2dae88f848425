internal import CommandLineInterface
internal import Events
internal import Storage
internal import Values

/// One of the two things that a person asks about, as it is stored.
enum ExplainedSide {
    case entry(EntryDetail)
    /// With the number that was asked for, which may be that of an event that was merged into it.
    case event(ClusterDetail, asked: ClusterID)

    /// `entry 12`, `event #3`.
    var label: String {
        switch self {
        case .entry(let detail): "entry \(detail.record.id)"
        case .event(let detail, _): "event #\(detail.cluster.id)"
        }
    }

    /// The event that it is, or is in; nil for an entry that was not clustered yet.
    var event: ClusterID? {
        switch self {
        case .entry(let detail): detail.membership?.cluster
        case .event(let detail, _): detail.cluster.id
        }
    }

    var comparisonSide: ComparisonSide {
        switch self {
        case .entry(let detail): .document(detail.record.id)
        case .event(let detail, _): .cluster(detail.cluster.id)
        }
    }

    var entry: EntryDetail? {
        if case .entry(let detail) = self { detail } else { nil }
    }

    /// How many of its entries have expired: they are not weighed.
    var expiredCount: Int {
        if case .event(let detail, _) = self {
            detail.members.count { $0.entry.expired != nil }
        } else {
            0
        }
    }

    /// The languages that its texts are read as; none where all have expired.
    func languages(in store: StoreSession) throws(StoreError) -> Set<String> {
        var languages: Set<String> = []
        for (entry, _) in memberships {
            if let document = try store.currentDocument(entry) {
                languages.insert(document.readLanguage)
            }
        }
        return languages
    }

    /// What is listed of its entries.
    var records: [EntryRecord] {
        switch self {
        case .entry(let detail): [detail.record]
        case .event(let detail, _): detail.members.map(\.entry)
        }
    }

    /// Its entries with what was decided of them.
    var memberships: [(entry: EntryID, membership: MembershipRecord)] {
        switch self {
        case .entry(let detail):
            detail.membership.map { [(detail.record.id, $0)] } ?? []
        case .event(let detail, _):
            detail.members.map { ($0.entry.id, $0.membership) }
        }
    }
}

/// What a person writes for a side: `12` for an entry, `'#3'` for an event.
enum SideName: ArgumentValue, Equatable {
    case entry(EntryID)
    case event(ClusterID)

    static let expectation =
        "an entry's number in `tidings entries`, such as 12, or an event's: '#3'"
    static let completion = Completion.entries

    init?(argument: String) {
        let isEvent = argument.hasPrefix("#")
        guard let number = Int64(isEvent ? argument.dropFirst() : argument[...]), number >= 0
        else { return nil }
        self = isEvent ? .event(number) : .entry(number)
    }

    /// Nil, with the reason on standard error, where there is none.
    func side(in store: StoreSession) throws(StoreError) -> ExplainedSide? {
        switch self {
        case .entry(let id):
            guard let detail = try store.entry(id) else {
                if let kept = try store.expiredEntry(id) {
                    let expired = PageClock.error.time(kept.expired ?? kept.seen)
                    Output.note(
                        "the text of entry \(id) expired \(expired) and"
                            + " cannot be weighed; `tidings show --entry \(id)` tells what is"
                            + " kept of it (keep in feeds.yml says for how long texts are)")
                    return nil
                }
                Output.note(
                    "there is no entry \(id); `tidings entries` lists them, and an event is '#\(id)'"
                )
                return nil
            }
            guard detail.membership != nil else {
                Output.note("entry \(id) is in no event yet: tidingsd has to cluster it first")
                return nil
            }
            return .entry(detail)
        case .event(let id):
            guard let detail = try store.cluster(id) else {
                Output.note("there is no event \(id); `tidings clusters` lists them")
                return nil
            }
            return .event(detail, asked: id)
        }
    }
}
