import Testing
import Values

@Suite struct JSONCursorTests {
    @Test(arguments: [
        (#""J\uffff\uFFFEx""#, "Jx", 2), (#""\ufffd\ufffc\uffef""#, "\u{fffd}\u{fffc}\u{ffef}", 0),
        (#""\u0000\u001f\u0009\u000a ""#, "\t\n ", 2), (#""\ud83d\ude00""#, "😀", 0),
        (#""\ud83f\udfff""#, "\u{1ffff}", 0), (#""\ud800x""#, "\u{fffd}x", 0),
        (#""\b\f\n""#, "  \n", 2),
    ])
    func `escapes of what no text may hold are left out and counted`(
        json: String, text: String, changed: Int
    ) {
        var cursor = JSONCursor(Array(json.utf8))
        #expect(cursor.text() == text)
        #expect(cursor.changed == changed)
        #expect(!cursor.isBroken)
    }
}
