import Fetching
import LoopbackOrigin
import Platform
import Testing
import Values

/// A fetcher and an origin of one test's own.
struct Bench {
    let origin: LoopbackOrigin
    let fetcher: HTTPFetcher

    init(width: Int = 100, perHost: Int = 8) throws {
        origin = try LoopbackOrigin()
        fetcher = HTTPFetcher(product: "Tidings-test/1", width: width, perHost: perHost)
    }

    /// Without deadlines that a busy machine could miss: who tests one sets it.
    func request(_ path: String) -> FetchRequest {
        var request = FetchRequest(url: origin.baseURL + path, permit: .any)
        request.limits.total = 600
        request.limits.connect = 600
        request.limits.slowSeconds = 600
        return request
    }

    func fetch(_ path: String) async throws(FetchError) -> FetchResponse {
        try await fetcher.fetch(request(path))
    }

    /// Why fetching fails; nil when it does not.
    func failure(_ request: FetchRequest) async -> FetchError? {
        do throws(FetchError) {
            _ = try await fetcher.fetch(request)
            return nil
        } catch {
            return error
        }
    }

    /// What the origin was asked, paths only.
    var paths: [String] { origin.log.map(\.request.path) }
}

extension FetchResponse {
    /// The body, wherever it is; empty where it cannot be read.
    var document: [UInt8] { (try? body.bytes()) ?? [] }
}

/// Runs a test with an origin and a fetcher, which are stopped when it is over.
func withBench(
    width: Int = 100, perHost: Int = 8, _ body: (Bench) async throws -> Void
) async throws {
    let bench = try Bench(width: width, perHost: perHost)
    do {
        try await body(bench)
    } catch {
        await bench.fetcher.stop()
        bench.origin.stop()
        throw error
    }
    await bench.fetcher.stop()
    bench.origin.stop()
}
