import Fetching
import LoopbackOrigin
import Testing

@Suite("Content encodings and size")
struct DecodingTests {
    static let text = "<rss><channel><title>Hello</title></channel></rss>"

    @Test(
        "Every encoding that is offered is decoded",
        arguments: [
            ("gzip", Deflate.gzip(stored: Array(text.utf8))),
            ("br", Deflate.brotli(stored: Array(text.utf8))),
            ("zstd", Deflate.zstd(stored: Array(text.utf8))), ("identity", Array(text.utf8)),
        ])
    func decoded(encoding: String, body: [UInt8]) async throws {
        try await withBench { bench in
            bench.origin.handle("/feed") { _ in
                var response = LoopbackOrigin.Response(body: body)
                if encoding != "identity" { response.add("Content-Encoding", encoding) }
                return response
            }
            let response = try await bench.fetch("/feed")
            #expect(String(decoding: response.body, as: UTF8.self) == Self.text)
            let offered = try #require(bench.origin.log.first?.request.header("Accept-Encoding"))
            #expect(
                encoding == "identity" || offered.split(separator: ", ").contains { $0 == encoding }
            )
        }
    }

    @Test("A bomb is cut at the limit of decoded bytes")
    func bomb() async throws {
        try await withBench { bench in
            let bomb = Deflate.gzip(zeros: 64 << 20)
            bench.origin.handle("/feed") { _ in
                var response = LoopbackOrigin.Response(body: bomb)
                response.add("Content-Encoding", "gzip")
                return response
            }
            var request = bench.request("/feed")
            request.limits.decodedBytes = 1 << 20
            #expect(await bench.failure(request) == .tooLarge(limit: 1 << 20))
        }
    }

    @Test("A document of exactly the limit is taken, one byte more is not")
    func exactLimit() async throws {
        try await withBench { bench in
            bench.origin.handle("/feed") { _ in
                LoopbackOrigin.Response(body: [UInt8](repeating: 0x20, count: 100_000))
            }
            var request = bench.request("/feed")
            request.limits.decodedBytes = 100_000
            let answer = try await bench.fetcher.fetch(request)
            #expect(answer.body.count == 100_000)
            request.limits.decodedBytes = 99_999
            #expect(await bench.failure(request) == .tooLarge(limit: 99_999))
        }
    }

    @Test("Content-Encoding: gzip on what is not gzip is damage")
    func falseGzip() async throws {
        try await withBench { bench in
            bench.origin.handle("/feed") { _ in
                var response = LoopbackOrigin.Response(text: Self.text)
                response.add("Content-Encoding", "gzip")
                return response
            }
            guard case .damagedBody = await bench.failure(bench.request("/feed")) else {
                Issue.record("not reported as damaged")
                return
            }
        }
    }

    @Test("Bytes on the wire count the encoded body and the headers")
    func wireBytes() async throws {
        try await withBench { bench in
            let body = Deflate.gzip(zeros: 1 << 20)
            bench.origin.handle("/feed") { _ in
                var response = LoopbackOrigin.Response(body: body)
                response.add("Content-Encoding", "gzip")
                return response
            }
            let response = try await bench.fetch("/feed")
            #expect(response.body.count == 1 << 20)
            #expect((body.count + 50...body.count + 500).contains(Int(response.bytesOnWire)))
        }
    }
}
