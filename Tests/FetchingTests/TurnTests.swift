import Fetching
import Testing

struct TurnTests {
    /// The suite's own limit is what fails it: a turn that is not answered never ends.
    @Test(.timeLimit(.minutes(1)))
    func `the network's thread answers beside its work, and after its end`() async throws {
        let fetcher = HTTPFetcher(userAgent: "Tidings-test/1")
        for _ in 0..<100 { await fetcher.turn() }
        await fetcher.stop()
        await fetcher.turn()
    }
}
