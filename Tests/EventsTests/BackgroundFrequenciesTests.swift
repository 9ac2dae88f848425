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
        let table = "tidings-frequencies 1 en\n100 the\n250 of and\n"
        #expect(frequency(of: "the", table: table) == 0.1)
        #expect(abs(frequency(of: "and", table: table) - 0.003_162) < 1e-6)
        #expect(frequency(of: "unheard", table: table) == 0)
    }

    @Test("A damaged table counts as far as it can be read")
    func readsDamaged() {
        #expect(frequency(of: "the", table: "something else\n100 the\n") == 0)
        let table = "tidings-frequencies 1 en\nx the\n\n99999999999999 of\n300 and"
        #expect(frequency(of: "the", table: table) == 0)
        #expect(frequency(of: "and", table: table) == 0.001)
    }

    @Test("Tables that are read when they are needed tell the same, and are asked for once")
    func readsWhenNeeded() {
        let asked = AskedFor()
        var background = BackgroundFrequencies { code in
            asked.note(code)
            return code == "en" ? Array("tidings-frequencies 1 en\n100 the\n".utf8) : nil
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
            tables: ["en": Array("tidings-frequencies 1 en\n100 the\n".utf8)])
        #expect(background.frequency(of: TermHash.of("the".utf8), in: Language(code: "de")) == 0)
    }
}

/// Which tables were asked for, in order.
private final class AskedFor: Sendable {
    private let list = Mutex<[String]>([])

    var codes: [String] { list.withLock { $0 } }

    func note(_ code: String) { list.withLock { $0.append(code) } }
}
