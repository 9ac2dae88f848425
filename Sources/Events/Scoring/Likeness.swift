internal import Glibc

/// What the names and numbers of two groups of documents have in common, summed over all pairs
/// between them: whole numbers, so that the sums of two groups are those of the group they form.
struct Likeness: Sendable {
    /// Pairs of documents.
    var pairs = 0
    /// What the names and numbers that both of a pair have count, in quarters of a name.
    var alike = 0
    /// Places that both of a pair have, filled with other names or numbers.
    var unlike = 0
    /// Pairs whose titles begin otherwise and go on alike; see `TitleStart`. Not among `unlike`.
    var starts = 0
    /// Days of the week and parts of dates that both of a pair have in one place, and that are others. Not among
    /// `unlike`: reports of one event name many a day, but no text of one is that of another.
    var days = 0
    /// Of a pair of which one shows no names: the numbers that are others, and the places that tell of one
    /// what another place has told.
    var unnamed = 0
    var repeated = 0
    /// Of such a pair the places that both have and fill alike.
    var framed = 0
    /// Pairs where both have names or numbers: with one in common, with none.
    var sharing = 0
    var strangers = 0
    /// Of the pairs with none in common, what the names and numbers of the document with fewer
    /// count.
    var apart = 0

    /// Places that such a beginning counts as: whom a headline is about tells more than any other.
    private static let startWeight = 2
    /// Places filled alike that stand for a name in common where no names can be seen: about one word of so many
    /// is one.
    private static let placesPerName = 8

    init() {}

    /// Of a pair of documents.
    ///
    /// - Parameter masses: what the names and numbers of each count.
    init(alike: Int, unlike: UnlikePlaces, showsNames: Bool, masses: (Int, Int)) {
        pairs = 1
        self.alike = alike
        add(unlike, showsNames: showsNames)
        guard masses.0 > 0, masses.1 > 0 else { return }
        if alike > 0 {
            sharing = 1
        } else {
            strangers = 1
            apart = min(masses.0, masses.1)
        }
    }

    /// Counts in the places of a pair.
    mutating func add(_ places: UnlikePlaces, showsNames: Bool) {
        unlike += places.count
        starts += places.starts
        // Where no names can be seen those that would speak for one text are not counted: days do not speak
        // against it there.
        guard !showsNames else {
            days += places.days
            return
        }
        repeated += places.repeated
        unnamed += places.numbers
        framed += places.alike
    }

    static func += (sum: inout Likeness, more: Likeness) {
        sum.pairs += more.pairs
        sum.alike += more.alike
        sum.unlike += more.unlike
        sum.starts += more.starts
        sum.days += more.days
        sum.repeated += more.repeated
        sum.unnamed += more.unnamed
        sum.framed += more.framed
        sum.sharing += more.sharing
        sum.strangers += more.strangers
        sum.apart += more.apart
    }

    /// Whether the two of a pair name so much differently that no passage of theirs is one text.
    ///
    /// Where no names can be seen numbers alone would speak for one text, and one word that was exchanged
    /// against it.
    var tellsOfOthers: Bool {
        4 * (unlike + Self.startWeight * starts + days) > alike + 4 * framed / Self.placesPerName
    }

    /// What a score is multiplied by, up to 1: by how far what agrees is outweighed by what does not.
    ///
    /// - Parameter shortness: of the texts, 0–1: the fewer words there are, the more each tells.
    func agreement(shortness: Double, _ settings: ClusterSettings) -> Double {
        let agrees = Double(alike) / 4 / Double(max(1, pairs)) + settings.agreementPrior
        let emphasis =
            settings.shortPlaceWeight * shortness * otherwise(settings) / Double(max(1, pairs))
        let differs = differences(settings) + emphasis + settings.agreementPrior
        return pow(min(1, agrees / differs), settings.agreementPower)
    }

    /// What does not agree in a pair, in names, on average.
    ///
    /// Among many reports some pairs have no name in common; that tells nothing once enough others
    /// have.
    func differences(_ settings: ClusterSettings) -> Double {
        let shared = Double(sharing) / Double(max(1, sharing + strangers))
        let estranged =
            settings.strangeness * Double(apart) / 4
            * max(0, 1 - shared / settings.sharingEnough)
        return (otherwise(settings) + estranged) / Double(max(1, pairs))
    }

    /// What is filled otherwise, in places.
    ///
    /// Where no names can be seen a number that differs is all that speaks against what two texts have in
    /// common, and the names that would speak for them are not counted. There it is one difference, in
    /// however many places, and a smaller one: tolls rise.
    private func otherwise(_ settings: ClusterSettings) -> Double {
        Double(unlike + Self.startWeight * starts - repeated) - (1 - settings.unnamedNumberShare)
            * Double(unnamed)
    }
}

/// Whether the names and numbers of two groups agree.
extension Window {
    /// Lowers a score where the names and numbers of `slots` are not those of a cluster.
    ///
    /// - Parameter limit: a score below it is of no interest: it is lowered as far as shows that.
    mutating func confirm(
        _ score: inout Score, of slots: [Int], with cluster: Int, leavingOut own: Int? = nil,
        limit: Double = 0
    ) {
        let others = witnesses(of: cluster, leavingOut: own)
        let (unconfirmed, settings) = (score, settings)
        let likeness = documents.particulars.likeness(of: slots, with: others) { likeness in
            guard limit > 0 else { return true }
            var score = unconfirmed
            score.confirm(likeness, settings: settings)
            return score.value >= limit * (1 - 1e-9)
        }
        score.confirm(likeness, settings: settings)
    }

    func likeness(of slots: [Int], with others: [Int]) -> Likeness {
        var likeness = Likeness()
        for slot in slots {
            for other in others {
                likeness += documents.particulars.likeness(of: slot, with: other)
            }
        }
        return likeness
    }

    /// The newest originals of a cluster, as many as are looked at.
    func witnesses(of cluster: Int, leavingOut own: Int? = nil) -> [Int] {
        var newest = NewestSlots(limit: settings.witnesses)
        // From the end, where the newest mostly stand.
        for slot in clusters[cluster].members.reversed() {
            if newest.takes(slot), slot != own, counts(slot) { newest.take(slot) }
        }
        return newest.slots
    }

    func witnesses(of originals: [Int]) -> [Int] {
        var newest = NewestSlots(limit: settings.witnesses)
        for slot in originals.reversed() where newest.takes(slot) { newest.take(slot) }
        return newest.slots
    }
}

/// So many of the newest documents, in descending order, without a sort of thousands of members of which
/// most are never looked at.
private struct NewestSlots {
    private(set) var slots: [Int] = []
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
        slots.reserveCapacity(limit + 1)
    }

    /// Whether it would be one of them.
    func takes(_ slot: Int) -> Bool {
        guard slots.count == limit, let last = slots.last else { return true }
        return slot > last
    }

    mutating func take(_ slot: Int) {
        slots.insert(slot, at: slots.firstIndex { $0 < slot } ?? slots.count)
        if slots.count > limit { slots.removeLast() }
    }
}
