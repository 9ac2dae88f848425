import Bytes
import Values

@testable import FeedParsing

extension FeedParser {
    /// `html` as an entry would have it.
    static func sanitized(html: String, base: String? = nil) -> String {
        let bytes = PlainText.clean(Array(html.utf8))
        return HTMLSanitizer(bytes, base: base.flatMap { WebURL($0) }).html.string
    }
}
