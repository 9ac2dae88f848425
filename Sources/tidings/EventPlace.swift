internal import CommandLineInterface
internal import Storage
internal import Values

/// Where a page of events ended: `17`, where that event stands now, or `17@2026-03-18T10:40:00Z`, where it stood
/// with its latest entry of then, whatever it got since.
struct EventPlace: ArgumentValue, Equatable, CustomStringConvertible {
    let place: ClusterFilter.Place

    static let expectation =
        "the number of an event, such as 17, or a place as a page ends with it, such as"
        + " 17@2026-03-18T10:40:00Z"
    static let completion = Completion.events

    init?(argument: String) {
        let parts = argument.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        guard let event = ShowCommand.EventNumber(argument: String(parts[0])) else { return nil }
        guard parts.count == 2 else {
            place = ClusterFilter.Place(event.number)
            return
        }
        guard case .moment(let last)? = TimePhrase(String(parts[1])) else { return nil }
        place = ClusterFilter.Place(event.number, last: last)
    }

    /// Behind this event as it was listed.
    init(behind event: ClusterRecord) {
        place = ClusterFilter.Place(event.id, last: event.last)
    }

    var description: String {
        place.last.map { "\(place.cluster)@\($0.rfc3339)" } ?? "\(place.cluster)"
    }
}
