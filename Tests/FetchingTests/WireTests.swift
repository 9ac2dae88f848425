import Fetching
import LoopbackOrigin
import Platform
import RawOrigin
import Testing
import Values

@Suite("What comes over the wire")
struct WireTests {
    static let text = Array(DecodingTests.text.utf8)
    static let packed = Deflate.gzip(stored: text)

    private func fetch(
        _ script: RawOrigin.Script, _ change: (inout FetchRequest) -> Void = { _ in }
    ) async throws -> Result<FetchResponse, FetchError> {
        let origin = try RawOrigin(script)
        defer { origin.stop() }
        let fetcher = HTTPFetcher(product: "Tidings-test/1")
        var request = FetchRequest(url: origin.baseURL + "/feed", permit: .any)
        change(&request)
        let result: Result<FetchResponse, FetchError>
        do throws(FetchError) {
            result = .success(try await fetcher.fetch(request))
        } catch {
            result = .failure(error)
        }
        await fetcher.stop()
        return result
    }

    /// An answer with `body` in chunks of that size.
    private static func chunked(_ body: [UInt8], by size: Int, _ lines: String = "") -> [UInt8] {
        var answer = Array("HTTP/1.1 200 OK\r\n\(lines)Transfer-Encoding: chunked\r\n\r\n".utf8)
        for start in stride(from: 0, to: body.count, by: size) {
            let piece = body[start..<min(start + size, body.count)]
            answer += Array("\(String(piece.count, radix: 16));x=y\r\n".utf8) + piece
            answer += Array("\r\n".utf8)
        }
        return answer + Array("0\r\nX: y\r\n\r\n".utf8)
    }

    @Test(
        "An answer of which nothing decodes is cut by what it sends",
        arguments: [
            // A name of a file without an end, empty blocks without an end, a chunk's size without one.
            ("Content-Encoding: gzip\r\n\r\n", [0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 3], [0x61]),
            (
                "Content-Encoding: gzip\r\n\r\n", [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3],
                [0, 0, 0, 0xff, 0xff]
            ),
            ("Transfer-Encoding: chunked\r\n\r\n", Array("5;".utf8), [0x61]),
            ("Transfer-Encoding: chunked\r\n\r\n", [], Array("1\r\n\r\n1".utf8)),
        ] as [(String, [UInt8], [UInt8])])
    func endless(head: String, start: [UInt8], piece: [UInt8]) async throws {
        var script = RawOrigin.Script(bytes: Array("HTTP/1.1 200 OK\r\n\(head)".utf8) + start)
        script.endless = Array((0..<20_000).map { _ in piece }.joined())
        let result = try await fetch(script) {
            $0.limits.decodedBytes = 64 << 10
            $0.limits.total = 120
        }
        guard case .failure(let error) = result else {
            Issue.record("not cut")
            return
        }
        if case .damagedBody = error, piece.count == 6 { return }
        #expect("\(error)".contains("sends more than"), "\(error)")
    }

    @Test(
        "What unpacked whole is taken, whatever else the answer says of its length",
        arguments: [
            // As long as the text, as some proxies leave it that pack on the way.
            "Content-Length: \(text.count + 200)\r\n", "Transfer-Encoding: chunked\r\n",
        ])
    func wrongLength(line: String) async throws {
        let isChunked = line.hasPrefix("T")
        let body =
            isChunked
            ? Array("\(String(Self.packed.count, radix: 16))\r\n".utf8) + Self.packed
            : Self.packed
        let head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\(line)\r\n"
        let response = try await fetch(.init(bytes: Array(head.utf8) + body)).get()
        #expect(try response.body.bytes() == Self.text)
    }

    @Test("Half of what is packed is no document, by whatever it ends", arguments: [0, 1])
    func half(missing: Int) async throws {
        let head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
        let part = Self.packed.prefix(Self.packed.count - 8)
        let answer = Array("\(head)\(part.count + missing)\r\n\r\n".utf8) + part
        let result = try await fetch(.init(bytes: answer))
        // With the length that it announced it is for the parser to say whether it is whole.
        switch (result, missing) {
        case (.success(let response), 0): #expect(try response.body.bytes() == Self.text)
        case (.failure(.damagedBody), 1): break
        default: Issue.record("\(result)")
        }
    }

    @Test(
        "A body that is packed in several pieces is read to its end",
        arguments: [[], [0], Array("\n".utf8), [0x1f], [0x1f, 0x8b, 8]] as [[UInt8]],
        [1, 7, 100_000])
    func members(rest: [UInt8], size: Int) async throws {
        let half = Self.text.count / 2
        var body = Deflate.gzip(stored: Array(Self.text.prefix(half)))
        body += Deflate.gzip(stored: Array(Self.text.dropFirst(half))) + rest
        let answer = Self.chunked(body, by: size, "Content-Encoding: gzip\r\n")
        let response = try await fetch(.init(bytes: answer)).get()
        #expect(try response.body.bytes() == Self.text)
    }

    @Test(
        "A gzip file is known by its first bytes, however few come at a time",
        arguments: [1, 2, 7, 100_000])
    func packedFile(size: Int) async throws {
        let half = Self.text.count / 2
        let body =
            Deflate.gzip(stored: Array(Self.text.prefix(half)))
            + Deflate.gzip(stored: Array(Self.text.dropFirst(half)))
        let response = try await fetch(.init(bytes: Self.chunked(body, by: size))).get()
        #expect(try response.body.bytes() == Self.text)
    }

    @Test(
        "A document that only begins as a gzip file does is taken as it is",
        arguments: [[], [0x1f], [0x1f, 0x8b], [0x1f, 0x8b, 9], [0x1f, 0x0a, 8]] as [[UInt8]],
        [1, 2, 100_000])
    func nearlyPacked(body: [UInt8], size: Int) async throws {
        let response = try await fetch(.init(bytes: Self.chunked(body, by: size))).get()
        #expect(try response.body.bytes() == body)
    }

    @Test("Both forms that go by the name of deflate are read", arguments: [true, false])
    func deflate(isWrapped: Bool) async throws {
        // The block between head and trailer of gzip; the sum of Adler stands in its place.
        let block = Array(Self.packed.dropFirst(10).dropLast(8))
        var (a, b): (UInt32, UInt32) = (1, 0)
        for byte in Self.text {
            (a, b) = ((a + UInt32(byte)) % 65_521, (b + a + UInt32(byte)) % 65_521)
        }
        let sum = [b >> 8, b, a >> 8, a].map { UInt8(truncatingIfNeeded: $0) }
        let body = isWrapped ? [0x78, 0x9c] + block + sum : block
        let head = "HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\n\r\n"
        let response = try await fetch(.init(bytes: Array(head.utf8) + body)).get()
        #expect(try response.body.bytes() == Self.text)
    }

    @Test(
        "Chunks are put together however they are written",
        arguments: [
            ("3\r\nabc\r\n0\r\n\r\n", "abc"), ("3\nabc\n0\n\n", "abc"),
            ("1;a=b\r\na\r\n02  \r\nbc\r\n0;x\r\nA: b\r\n\r\n", "abc"), ("0\r\n\r\n", ""),
            ("A\r\n0123456789\r\n000\r\n\r\nrest", "0123456789"),
        ])
    func chunks(body: String, text: String) async throws {
        let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        let response = try await fetch(.init(head + body)).get()
        #expect(try response.body.bytes() == Array(text.utf8))
    }

    @Test(
        "Chunks that are none, or that do not end, are damage",
        arguments: [
            "3\r\nabcd\r\n0\r\n\r\n", "x\r\n", "3\r\nab", "3\r\nabc\r\n", "3\r\nabc\r\n0\r\n",
        ])
    func brokenChunks(body: String) async throws {
        let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        let result = try await fetch(.init(head + body))
        guard case .failure(.damagedBody) = result else {
            Issue.record("\(result)")
            return
        }
    }
}
