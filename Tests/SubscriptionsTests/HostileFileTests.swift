import Platform
import Testing
import Values

@testable import Subscriptions

@Suite("Hostile feeds.yml")
struct HostileFileTests {
    /// What the file is refused with, and that this took less than a second of CPU time.
    private func refusal(_ bytes: [UInt8]) -> [SubscriptionProblem] {
        do throws(SubscriptionError) {
            _ = try SubscriptionFile.parse(bytes, name: "feeds.yml")
        } catch {
            if case .invalid(let problems, _) = error { return problems }
        }
        return []
    }

    private func refusal(_ text: String) -> [SubscriptionProblem] { refusal(Array(text.utf8)) }

    @Test("An alias bomb is refused at its first anchor and never expanded")
    func aliasBomb() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1..<50 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(aliases)]\n"
        }
        #expect(refusal(text).count == SubscriptionFile.problemLimit)
    }

    @Test("An alias as a feed, key or value is refused, and nothing else is said of it")
    func aliases() {
        #expect(
            refusal("feeds:\n  - *a\n").map(\.kind) == [
                .refused("alias \"*a\": write the value itself")
            ])
        #expect(refusal("feeds: [{url: *a}]").count == 1)
        #expect(refusal("feeds: *a").count == 1)
        #expect(refusal("*a : b").count == 1)
    }

    @Test(
        "Nesting without end is refused at its sixteenth level",
        arguments: ["[", "{a: ", "- ", "? ", "- [", "-\n"])
    func nesting(_ step: String) {
        let kinds = refusal(String(repeating: step, count: 200_000)).map(\.kind)
        #expect(
            kinds.contains { kind in
                switch kind {
                case .tooMuch, .syntax: true
                default: false
                }
            })
    }

    @Test("Keys without end, feeds without an end and a feed of 100,000 tags are refused")
    func masses() {
        var keys: [UInt8] = []
        for number in 0..<50_000 { keys += Array("\(number):\n".utf8) }
        #expect(refusal(keys).count == SubscriptionFile.problemLimit)

        let tags =
            "feeds:\n  - url: https://a.example\n    tags: ["
            + String(repeating: "a,", count: 100_000) + "]\n"
        #expect(refusal(tags).map(\.kind) == [.tooMuch("more than 1000 values in one place")])

        var feeds = "feeds:\n"
        for number in 0...100 { feeds += "- http://a/\(number)\n" }
        do throws(SubscriptionError) {
            _ = try FeedsFile(reading: Array(feeds.utf8), name: "feeds.yml", feedLimit: 100)
            Issue.record("101 feeds were taken")
        } catch {
            #expect(error.description.hasPrefix("feeds.yml:102:3: more than 100 feeds"))
        }
    }

    @Test("Bytes that are not UTF-8 are refused with the line on which they stand")
    func encodings() {
        let bad = refusal(Array("feeds:\n  - https://a.example/\n# caf".utf8) + [0xe9, 0x0a])
        #expect(bad.map(\.line) == [3])
        #expect(bad.map(\.column) == [6])
        #expect(refusal([0xff, 0xfe, 0x66, 0x00]).count == 1)
        #expect(refusal("feeds:\u{0}\n").count == 1)
        #expect(refusal("feeds: \u{1b}\n").count == 1)
    }

    @Test("Any cut and any single wrong byte of a file is read or refused, never a crash")
    func mutations() {
        let text = Array(
            """
            # head
            defaults: {interval: 1h, headers: {A: "b"}}
            feeds:
              - url: 'https://a.example/feed'
                title: "x\\u00e9"
                tags: [a, b]
              - https://b.example/é
            """.utf8)
        for length in text.indices { _ = refusal(Array(text[..<length])) }
        var random = SplitMix(seed: 42)
        for _ in 0..<3_000 {
            var copy = text
            copy[random.below(copy.count)] = UInt8(truncatingIfNeeded: random.next())
            _ = refusal(copy)
        }
    }

    @Test("A large file is read in linear time", .timeLimit(.minutes(10)))
    func size() throws {
        // With the square of their number these would take an hour.
        let count = 50_000
        var text = Array("feeds:\n".utf8)
        for number in 0..<count {
            text += Array("  - url: https://a.example/\(number)\n    title: T\(number)\n".utf8)
        }
        let list = try SubscriptionFile.parse(text, name: "feeds.yml")
        #expect(list.subscriptions.count == count)
    }
}
