import Checkout
import Fetching
import Testing

/// docs/fetching.md claims to tell what a fetch may cost.
struct LimitPageTests {
    @Test("Each limit of a fetch is the one that is told")
    func told() throws {
        let page = try Checkout.text("docs/fetching.md")
        let limits = FetchLimits()
        for row in [
            "body, decoded | \(limits.decodedBytes >> 20) MiB",
            "everything, redirects included | \(limits.total) s",
            "connection, with TLS | \(limits.connect) s",
            "fewer than \(limits.slowBytes) bytes a second, the wait for the answer included"
                + " | \(limits.slowSeconds) s",
            "redirects | \(limits.redirects), and none to an address of the chain",
        ] {
            #expect(page.contains("\n| \(row)"), "\(row)")
        }
    }
}
