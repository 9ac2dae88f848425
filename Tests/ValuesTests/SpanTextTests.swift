import Testing
import Values

struct SpanTextTests {
    @Test(
        arguments: [
            (0, "0s"), (45, "45s"), (60, "1m"), (75, "1m15s"), (3_600, "1h"), (5_437, "1h30m"),
            (86_400, "1d"), (93_784, "1d2h"), (30 * 86_400, "30d"), (-5, "0s"),
        ] as [(Int64, String)])
    func `a span is told to a person in its two largest units`(seconds: Int64, text: String) {
        #expect(SpanText.rough(seconds) == text)
    }
}
