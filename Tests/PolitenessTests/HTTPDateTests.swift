import Testing
import Values

@testable import Politeness

@Suite("HTTP dates, RFC 9110 §5.6.7")
struct HTTPDateTests {
    @Test(
        "All three forms are read",
        arguments: [
            "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994", "Sun, 06 Nov 1994 08:49:37 UTC",
            "Sun, 6 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 +0000",
            "Sunday, 06-Nov-94 08:49:37 -0000",
        ])
    func forms(text: String) {
        #expect(HTTPDate.parse(text.utf8) == Timestamp(seconds: 784_111_777))
    }

    @Test("A year of two digits is of the century that makes sense")
    func centuries() {
        let late = HTTPDate.parse("Saturday, 21-Mar-26 06:31:00 GMT".utf8)
        #expect(late?.rfc3339 == "2026-03-21T06:31:00Z")
        let early = HTTPDate.parse("Thursday, 01-Jan-70 00:00:00 GMT".utf8)
        #expect(early?.seconds == 0)
    }

    @Test(
        "Anything else is no date",
        arguments: [
            "", "0", "-1", "never", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 EST",
            "Sun, 06 Nov 1994 08:49:37 +0100",
            "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 25:49:37 GMT",
            "Sun, 06 Nov 1994 08:49 GMT", "Sun, 06 Nov 19940 08:49:37 GMT",
            "Sun, 06 Foo 1994 08:49:37 GMT", "1994-11-06T08:49:37Z",
            "Sun, 06 Nov 1994 08:-9:37 GMT", "Sun, 06 Nov 1994 08:49:37 GMT GMT GMT",
        ])
    func malformed(text: String) {
        #expect(HTTPDate.parse(text.utf8) == nil)
    }

    @Test("A value of any length and any bytes ends quickly")
    func hostile() {
        #expect(HTTPDate.parse([UInt8](repeating: 0x20, count: 1 << 20)) == nil)
        #expect(HTTPDate.parse([UInt8](repeating: 0xff, count: 1 << 20)) == nil)
    }
}
