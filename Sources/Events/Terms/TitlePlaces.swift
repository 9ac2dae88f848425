internal import Platform

/// Which of the terms of documents their titles have: the places of these among all terms of the
/// document, ascending, side by side by slot. What numbers the terms anew leaves their order as it is.
struct TitlePlaces: Sendable {
    private var places: [UInt16] = []
    /// Where those of each document begin, and behind the last one's end.
    private var starts: [UInt32] = [0]

    /// Notes a term of the next document.
    mutating func note(_ place: Int) { places.append(UInt16(truncatingIfNeeded: place)) }

    /// Ends the next document.
    mutating func end() { starts.append(UInt32(truncatingIfNeeded: places.count)) }

    func places(of slot: Int) -> ArraySlice<UInt16> {
        places[Int(starts[slot])..<Int(starts[slot + 1])]
    }

    /// Lets go of the first documents.
    mutating func removeFirst(_ documents: Int) {
        let first = starts[documents]
        places.letGo(first: Int(first))
        starts.letGo(first: documents)
        for slot in starts.indices { starts[slot] -= first }
    }
}
