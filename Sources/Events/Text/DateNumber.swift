/// A number that may be the day, the month or the year of a date: of four digits at most.
struct DateNumber {
    let value: Int
    let digits: Int

    /// Nil for other bytes than one to four digits of ASCII, as which those of all scripts are read.
    init?(_ bytes: ArraySlice<UInt8>) {
        guard (1...4).contains(bytes.count), bytes.allSatisfy(Self.isDigit) else { return nil }
        value = bytes.reduce(0) { 10 * $0 + Int($1 - UInt8(ascii: "0")) }
        digits = bytes.count
    }

    static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    var isYear: Bool { digits == 4 && (1900...2099).contains(value) }
    var isMonth: Bool { digits <= 2 && (1...12).contains(value) }
    var isDay: Bool { digits <= 2 && (1...31).contains(value) }
}
