import Values

@testable import Events

/// Documents of our own for the tests.
func document(
    _ id: Document.ID, _ title: String, _ text: String = "", at hours: Int64? = 0,
    from source: String = "outlet.example", language: String? = "en"
) -> Document {
    var document = Document(
        id: id, title: title, text: text,
        published: hours.map { Timestamp(seconds: 1_700_000_000 + $0 * 3_600) }, source: source)
    document.language = language
    return document
}

/// Where each document is, after changes were applied as a store would.
struct Outcome {
    private(set) var memberships: [Document.ID: Membership] = [:]
    private(set) var decisions: [Document.ID: Decision] = [:]
    private(set) var topics: [ClusterID: [String]] = [:]
    private(set) var aliases: [ClusterChanges.Alias] = []
    private(set) var headlines: [ClusterID: Document.ID] = [:]

    mutating func apply(_ changes: ClusterChanges) {
        for membership in changes.memberships { memberships[membership.document] = membership }
        for told in changes.decisions { decisions[told.document] = told.decision }
        for topic in changes.topics { topics[topic.cluster] = topic.terms }
        aliases += changes.aliases
        for alias in changes.aliases { headlines[alias.old] = nil }
        for headline in changes.headlines { headlines[headline.cluster] = headline.document }
    }

    /// The clusters of all documents as a store has them: what is merged takes along what was let go of.
    var clusters: [Document.ID: ClusterID] {
        memberships.mapValues { membership in
            aliases.reduce(membership.cluster) { $0 == $1.old ? $1.new : $0 }
        }
    }

    func cluster(_ document: Document.ID) -> ClusterID? { memberships[document]?.cluster }
    func copy(_ document: Document.ID) -> CopyEvidence? { memberships[document]?.copy }
}

extension Clusterer {
    /// Whether the measures of each cluster are those of its originals.
    var isMeasured: Bool {
        window.clusters.indices.allSatisfy { cluster in
            let (noted, measured) = (window.clusters[cluster].shape, window.measured(cluster))
            return noted.count == measured.count && noted.dates == measured.dates
                && noted.meanShortness == measured.meanShortness
        }
    }
}

/// All documents added one by one, then looked at again twice.
func outcome(of documents: [Document], clusterer: inout Clusterer) -> Outcome {
    var outcome = Outcome()
    for document in documents { outcome.apply(clusterer.add([document])) }
    outcome.apply(clusterer.consolidate())
    outcome.apply(clusterer.consolidate())
    return outcome
}

func outcome(of documents: [Document]) -> Outcome {
    var clusterer = Clusterer(background: .none)
    return outcome(of: documents, clusterer: &clusterer)
}

enum Story {
    /// Reports 1 and 3 of a ferry aground, 2 and 4 of a strike, and 5, a copy of 2.
    static let ferryAndStrike = [
        document(1, "Ferry runs aground off Lindesvik", Story.ferry, from: "a.example"),
        document(2, "Lindesvik dockers to strike", Story.strike, from: "b.example"),
        document(3, "Passengers safe after ferry hits reef", Story.ferryElsewhere, at: 1),
        document(4, "Strike will close the terminal", Story.strikeElsewhere, at: 2),
        document(5, "Dockers walk out", Story.strike, at: 3, from: "c.example"),
    ]

    static let ferry = """
        The ferry Halvorsen ran aground on the Skarv reef on Tuesday night with 214 passengers on \
        board. Coast guard boats from Lindesvik took everybody off before dawn, and nobody was hurt. \
        The captain told investigators that the steering had failed minutes before.
        """
    static let ferryElsewhere = """
        All 214 passengers of the Halvorsen are safe after the ferry struck the Skarv reef. Coast \
        guard crews worked through the night in Lindesvik harbour, while investigators heard the \
        captain about a failure of the steering.
        """
    static let strike = """
        Dockers in Lindesvik will walk out on Friday over pay, their union said, which would close \
        the container terminal for a week. The employers called the demand for nine per cent more \
        pay out of all proportion and asked for mediation.
        """
    static let strikeElsewhere = """
        The container terminal of Lindesvik is to stand still for a week from Friday: the dockers' \
        union calls its members to strike for nine per cent more pay. Employers asked for mediation \
        and said the demand was out of all proportion.
        """
    static let bridge = """
        Engineers closed the Marrow bridge to lorries after cracks were found in two of its \
        hangers. Repairs may take until the spring, the roads agency said, and buses are sent \
        around by the tunnel under the estuary.
        """
}

extension Window {
    /// The dot product of a probe with the sum of a cluster's originals, term by term.
    func summedDot(of probe: GroupProbe, with cluster: Int) -> Int64 {
        probe.terms.indices.reduce(0) {
            $0 + probe.weights[$1] * terms.sum(of: probe.terms[$1], in: cluster)
        }
    }
}
