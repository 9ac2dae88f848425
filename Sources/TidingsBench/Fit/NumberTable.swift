internal import Events
internal import FoundationEssentials
internal import Platform

/// The table of `FittedNumbers.swift`: its lines of the form
/// `var NAME = VALUE  // LOW...HIGH by STEP`.
struct NumberTable: Equatable {
    struct Row: Equatable {
        let name: String
        let value: Double
        let range: ClosedRange<Double>
        let step: Double

        /// The value so many steps from one, within the range.
        func value(_ steps: Int, from value: Double) -> Double {
            let moved = value + Double(steps) * step
            // Sums of steps have digits that the table is not to show.
            let tidy = (moved * 1_000_000).rounded() / 1_000_000
            return min(range.upperBound, max(range.lowerBound, tidy))
        }
    }

    struct Problem: Error, CustomStringConvertible {
        let line: Int
        var description: String {
            "line \(line) of the table: expected `var NAME = VALUE  // LOW...HIGH by STEP`"
        }
    }

    let rows: [Row]
    private let lines: [Substring]
    /// By row, the line that it stands in.
    private let places: [Int]

    /// Reads the text of the file.
    init(_ source: String) throws {
        lines = source.split(separator: "\n", omittingEmptySubsequences: false)
        var rows: [Row] = []
        var places: [Int] = []
        for (place, line) in lines.enumerated() where Self.isRow(line) {
            guard let row = Self.row(line) else { throw Problem(line: place + 1) }
            rows.append(row)
            places.append(place)
        }
        self.rows = rows
        self.places = places
    }

    init(path: String) throws {
        let bytes = try FileBytes.read(path: path, limit: 1 << 20)
        try self.init(String(decoding: bytes, as: UTF8.self))
    }

    var values: [Double] { rows.map(\.value) }

    /// The text of the file with other values, and nothing else changed.
    func source(with values: [Double]) -> String {
        var lines = lines.map(String.init)
        for (index, row) in rows.enumerated() where values[index] != row.value {
            let line = lines[places[index]]
            if let equals = line.firstIndex(of: "="), let comment = line.firstRange(of: "  //") {
                let rest = line[comment.lowerBound...]
                lines[places[index]] = "\(line[...equals]) \(Self.literal(values[index]))\(rest)"
            }
        }
        return lines.joined(separator: "\n")
    }

    /// What differs from the table's values, a line a number.
    func differences(to values: [Double]) -> [String] {
        zip(rows, values).compactMap { row, value in
            row.value == value
                ? nil : "\(row.name): \(Self.literal(row.value)) -> \(Self.literal(value))"
        }
    }

    /// The settings with these values. Throws when the program was built with another table.
    func settings(_ values: [Double]) throws -> ClusterSettings {
        let named = Dictionary(zip(rows.map(\.name), values)) { first, _ in first }
        let json = try JSONEncoder().encode(named)
        return ClusterSettings(fitted: try JSONDecoder().decode(FittedNumbers.self, from: json))
    }

    /// Without an exponent, which is hard to read.
    static func literal(_ value: Double) -> String {
        let millionths = Int((abs(value) * 1_000_000).rounded())
        var digits = String(millionths % 1_000_000)
        digits = String(repeating: "0", count: 6 - digits.count) + digits
        while digits.hasSuffix("0"), digits.count > 1 { digits.removeLast() }
        return "\(value < 0 ? "-" : "")\(millionths / 1_000_000).\(digits)"
    }

    private static func isRow(_ line: Substring) -> Bool {
        line.drop { $0 == " " }.hasPrefix("var ")
    }

    private static func row(_ line: Substring) -> Row? {
        let words = line.split(separator: " ")
        guard words.count == 8, words[2] == "=", words[4] == "//", words[6] == "by",
            let value = Double(words[3]), let step = Double(words[7]), step > 0,
            let dots = words[5].firstRange(of: "..."),
            let low = Double(words[5][..<dots.lowerBound]),
            let high = Double(words[5][dots.upperBound...]), low <= value, value <= high
        else { return nil }
        return Row(name: String(words[1]), value: value, range: low...high, step: step)
    }
}
