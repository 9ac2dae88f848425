/// A walk through a list of numbers, each with a weight, that are told by the step from the one before.
///
/// The lists stand one after the other in units of 32 bits: the step in the upper half of one, the weight
/// in the lower. Where a step does not fit, `far` stands for it and the next unit is the number. What is
/// walked through is one stream of memory, and each entry is one look into it.
struct StepWalk {
    private static let far: UInt32 = 0xffff

    /// Where the next entry begins.
    private(set) var place: Int
    private let end: Int
    /// Of the entry that was read last.
    private(set) var number: Int
    private(set) var weight: UInt16 = 0

    /// Through the entries that fill these units, the first behind that of `last`.
    init(_ range: Range<Int>, behind last: UInt32 = 0) {
        place = range.lowerBound
        end = range.upperBound
        number = Int(last)
    }

    /// Reads the next entry; false at the end.
    @inline(__always)
    mutating func next(_ units: Span<UInt32>) -> Bool {
        guard place < end else { return false }
        let unit = units[place]
        weight = UInt16(truncatingIfNeeded: unit)
        if unit &>> 16 == Self.far {
            number = Int(units[place &+ 1])
            place &+= 2
        } else {
            number &+= Int(unit &>> 16)
            place &+= 1
        }
        return true
    }

    /// Whether a number follows another by a step that fits.
    @inline(__always)
    private static func isNear(_ number: UInt32, _ last: UInt32) -> Bool {
        number >= last && number &- last < far
    }

    /// The units of an entry behind that of `last`, 0 for the first.
    @inline(__always)
    static func size(of number: UInt32, behind last: UInt32) -> Int {
        isNear(number, last) ? 1 : 2
    }

    /// The units of an entry that begins with this one.
    @inline(__always)
    static func size(of head: UInt32) -> Int { head &>> 16 == far ? 2 : 1 }

    /// The unit that an entry begins with.
    @inline(__always)
    static func head(of number: UInt32, behind last: UInt32, weight: UInt16) -> UInt32 {
        (isNear(number, last) ? number &- last : far) &<< 16 | UInt32(weight)
    }

    /// Appends an entry.
    static func append(
        _ number: UInt32, behind last: UInt32, weight: UInt16, to units: inout [UInt32]
    ) {
        units.append(head(of: number, behind: last, weight: weight))
        if !isNear(number, last) { units.append(number) }
    }
}
