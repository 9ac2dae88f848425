internal import Platform

/// The documents of the window in the order of arrival, which is that of their ids, by slot.
///
/// What is known of each stands in several arrays, so that what asks one thing of very many of them
/// reads nothing else. They grow and shrink together, here alone.
struct HeldDocuments: Sendable {
    private var held: [HeldDocument] = []
    /// Of each the slot of the document whose text it has, at the end of the chain of copies; its own
    /// for an original. Most of what is looked up is whether a document is a copy.
    private(set) var origins: [Int] = []
    var vectors = DocumentVectors()
    var particulars = HeldParticulars()
    private(set) var traits = HeldTraits()
    private(set) var caveats: [CopyCaveats] = []
    var kin = Kinship()

    /// Adds the next document, which is an original until more is known; answers its slot.
    mutating func append(
        _ document: HeldDocument, _ terms: DocumentTerms, _ traits: CopyTraits,
        _ caveats: CopyCaveats
    ) -> Int {
        let slot = held.count
        held.append(document)
        origins.append(slot)
        vectors.append(terms)
        particulars.append(terms.particulars)
        self.traits.append(traits)
        self.caveats.append(caveats)
        kin.append()
        return slot
    }

    /// Lets go of the first documents. The slots of the others begin at 0 then, but those that are
    /// noted as origins, kin and partners are still the former ones.
    mutating func removeFirst(_ leaving: Int) {
        held.letGo(first: leaving)
        origins.removeLast(leaving)
        vectors.removeFirst(leaving)
        particulars.removeFirst(leaving)
        traits.removeFirst(leaving)
        caveats.removeFirst(leaving)
    }

    /// Gives every term another number; see `DocumentVectors`.
    mutating func renumber(_ numbers: [Vocabulary.Term]) {
        vectors.renumber(numbers)
        for slot in caveats.indices where caveats[slot].start != .max {
            caveats[slot].start = numbers[Int(caveats[slot].start)]
        }
    }

    mutating func note(origin: Int, of slot: Int) { origins[slot] = origin }

    /// Takes every document for kin of none.
    mutating func forgetKin() { kin = Kinship(count: held.count) }

    /// Where a document stands; nil for one that is not held.
    func slot(of id: Document.ID) -> Int? {
        guard let last = held.last, id <= last.id else { return nil }
        let slot = partitioningIndex { $0.id >= id }
        return held[slot].id == id ? slot : nil
    }

    /// The documents held up to an id.
    func count(through last: Document.ID) -> Int { partitioningIndex { $0.id > last } }
}

extension HeldDocuments: RandomAccessCollection, MutableCollection {
    var startIndex: Int { 0 }
    var endIndex: Int { held.count }

    subscript(slot: Int) -> HeldDocument {
        get { held[slot] }
        _modify { yield &held[slot] }
    }
}
