import Checkout
import Platform
import Synchronization
import Testing

@testable import Events

@Suite("Background frequencies")
struct BackgroundFrequenciesTests {
    private let english = Language(code: "en")

    private func frequency(of stem: String, table: String) -> Double {
        var background = BackgroundFrequencies(tables: ["en": Array(table.utf8)])
        return background.frequency(of: TermHash.of(stem.utf8), in: english)
    }

    @Test("A stem has the frequency of its level")
    func readsLevels() {
        let table = "tidings-frequencies 2 en\nand 250\nthe 100\nof 250\n"
        #expect(frequency(of: "the", table: table) == 0.1)
        #expect(abs(frequency(of: "and", table: table) - 0.003_162) < 1e-6)
        #expect(frequency(of: "unheard", table: table) == 0)
    }

    @Test("A damaged table counts as far as it can be read")
    func readsDamaged() {
        #expect(frequency(of: "the", table: "something else\nthe 100\n") == 0)
    }

    @Test("Tables that are read when they are needed tell the same, and are asked for once")
    func readsWhenNeeded() {
        let asked = AskedFor()
        var background = BackgroundFrequencies { code in
            asked.note(code)
            return code == "en" ? Array("tidings-frequencies 2 en\nthe 100\n".utf8) : nil
        }
        for _ in 0..<2 {
            #expect(background.frequency(of: TermHash.of("the".utf8), in: english) == 0.1)
            let french = Language(code: "fr")
            #expect(background.frequency(of: TermHash.of("the".utf8), in: french) == 0)
        }
        #expect(asked.codes == ["en", "fr"])
    }

    @Test("Another language knows nothing of it")
    func keepsLanguagesApart() {
        var background = BackgroundFrequencies(
            tables: ["en": Array("tidings-frequencies 2 en\nthe 100\n".utf8)])
        #expect(background.frequency(of: TermHash.of("the".utf8), in: Language(code: "de")) == 0)
    }

    @Test("A damaged line hides no more than what is looked for through it")
    func readsPastDamage() {
        // In the order of the hashes of the stems that were there.
        let damaged = "tidings-frequencies 2 en\nin\nunheard y\nx 99999999999999\nand 250\nthe 100"
        for lost in ["in", "unheard", "x", "of"] {
            #expect(frequency(of: lost, table: damaged) == 0)
        }
        #expect(frequency(of: "the", table: damaged) == 0.1)
        #expect(abs(frequency(of: "and", table: damaged) - 0.003_162) < 1e-6)
        // Out of order: whatever is found, the search ends.
        let lines = (0..<400).map { "word\($0) \($0)" }.joined(separator: "\n")
        let table = FrequencyTable(Array("tidings-frequencies 2 en\n\(lines)".utf8))
        var indexed = table
        indexed.makeIndex()
        for word in 0..<500 {
            let stem = TermHash.of("word\(word)".utf8)
            #expect(word < 400 || table.level(of: stem) == nil)
            #expect(indexed.level(of: stem) == table.level(of: stem))
        }
    }

    @Test("Every stem of the installed tables is found", arguments: InstalledTable.all)
    func findsInstalled(_ table: InstalledTable) throws {
        let lines = try table.lines
        #expect(lines.count > 6_000)
        let found = FrequencyTable(try table.bytes)
        var indexed = found
        indexed.makeIndex()
        var wrong = 0
        for line in lines {
            let fields = line.split(separator: " ")
            let stem = TermHash.of(fields[0].utf8)
            let level = found.level(of: stem)
            if fields.count != 2 || level == nil || level != Int(fields[1]) { wrong += 1 }
            if indexed.level(of: stem) != level { wrong += 1 }
            if indexed.level(of: stem + 1) != found.level(of: stem + 1) { wrong += 1 }
        }
        #expect(wrong == 0)
    }
}

extension BackgroundFrequencies {
    /// 0 for a stem that is not known.
    fileprivate mutating func frequency(of stem: UInt64, in language: Language) -> Double {
        level(of: stem, in: language).map(FrequencyTable.frequency) ?? 0
    }
}

/// Which tables were asked for, in order.
private final class AskedFor: Sendable {
    private let list = Mutex<[String]>([])

    var codes: [String] { list.withLock { $0 } }

    func note(_ code: String) { list.withLock { $0.append(code) } }
}

/// A table that comes with Tidings.
struct InstalledTable: CustomTestStringConvertible, Sendable {
    let path: String

    var testDescription: String { path.split(separator: "/").last.map(String.init) ?? path }

    static var all: [InstalledTable] {
        let tables = Checkout.path("Sources/Events/Resources/frequencies")
        return FolderListing.names(in: tables).filter { $0.utf8.count == 6 }.sorted()
            .map { InstalledTable(path: "\(tables)/\($0)") }
    }

    var bytes: [UInt8] { get throws { try FileBytes.read(path: path, limit: 1 << 20) } }

    var lines: [Substring] {
        get throws {
            String(decoding: try bytes, as: UTF8.self).split(separator: "\n").dropFirst().map { $0 }
        }
    }
}
