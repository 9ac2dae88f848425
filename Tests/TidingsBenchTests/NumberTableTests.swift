import Checkout
import Events
import Testing

@testable import TidingsBench

struct NumberTableTests {
    static let source = """
        /// Written by hand.
        struct Numbers {
            /// What it is.
            var threshold = 0.28  // 0.2...0.36 by 0.01
            /// Another, over
            /// two lines.
            var clusters = 1600.0  // 600...3600 by 200

            init() {}
        }

        """

    @Test func `rows are read from the source`() throws {
        let table = try NumberTable(Self.source)
        #expect(
            table.rows == [
                .init(name: "threshold", value: 0.28, range: 0.2...0.36, step: 0.01),
                .init(name: "clusters", value: 1_600, range: 600...3_600, step: 200),
            ])
    }

    @Test func `only the values are written`() throws {
        let table = try NumberTable(Self.source)
        #expect(table.source(with: table.values) == Self.source)
        let written = table.source(with: [0.3, 1_600])
        #expect(
            written
                == Self.source.replacing(
                    "threshold = 0.28  //", with: "threshold = 0.3  //"))
        #expect(try NumberTable(written).values == [0.3, 1_600])
        #expect(table.differences(to: [0.3, 1_600]) == ["threshold: 0.28 -> 0.3"])
        #expect(table.differences(to: table.values).isEmpty)
    }

    @Test(arguments: [
        "var a = 1.0", "var a = 1.0  // 0...2", "var a = 3.0  // 0...2 by 1",
        "var a = x  // 0...2 by 1", "var a = 1.0  // 0...2 by 0",
    ])
    func `a line that is no row is told with its number`(line: String) {
        let error = #expect(throws: NumberTable.Problem.self) {
            try NumberTable("/// What.\n    \(line)\n")
        }
        #expect(error?.line == 2)
    }

    @Test func `values move by steps within the range`() {
        let row = NumberTable.Row(name: "a", value: 0.2, range: 0.1...0.5, step: 0.1)
        #expect(row.value(1, from: 0.2) == 0.3)
        #expect(row.value(4, from: 0.2) == 0.5)
        #expect(row.value(-4, from: 0.2) == 0.1)
    }

    @Test(arguments: [(0.0003, "0.0003"), (1_600, "1600.0"), (2.5, "2.5"), (0, "0.0")])
    func `values are written plainly`(value: Double, text: String) {
        #expect(NumberTable.literal(value) == text)
    }

    /// The table that is fitted names every number of the program, and the program has its values.
    @Test func `the table is that of the program`() throws {
        let table = try NumberTable(path: NumberTable.pathForTests)
        #expect(try table.settings(table.values) == ClusterSettings.standard)
    }

    @Test func `a table of other numbers is refused`() throws {
        let table = try NumberTable(Self.source)
        #expect(throws: (any Error).self) { try table.settings(table.values) }
    }
}

extension NumberTable {
    /// The table in this source tree.
    static var pathForTests: String { Checkout.path(FitCommand.Options().numbers) }
}
