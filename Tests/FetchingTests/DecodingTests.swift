import Fetching
import LoopbackOrigin
import Politeness
import RawOrigin
import Testing
import Values

@Suite("Content encodings and size")
struct DecodingTests {
    static let text = "<rss><channel><title>Hello</title></channel></rss>"

    @Test(
        "What is packed with gzip is decoded",
        arguments: [
            ("gzip", Deflate.gzip(stored: Array(text.utf8))),
            ("x-gzip", Deflate.gzip(stored: Array(text.utf8))),
            ("gzip, gzip", Deflate.gzip(stored: Deflate.gzip(stored: Array(text.utf8)))),
            ("identity", Array(text.utf8)),
        ])
    func decoded(encoding: String, body: [UInt8]) async throws {
        try await withBench { bench in
            bench.origin.handle("/feed") { _ in
                var response = LoopbackOrigin.Response(body: body)
                if encoding != "identity" { response.add("Content-Encoding", encoding) }
                return response
            }
            let response = try await bench.fetch("/feed")
            #expect(String(decoding: response.document, as: UTF8.self) == Self.text)
            #expect(bench.origin.log.first?.request.header("Accept-Encoding") == "gzip, deflate")
        }
    }

    @Test(
        "An encoding whose window is as large as the server likes is not decoded",
        arguments: [
            ("Content-Encoding", "br", Deflate.brotli(stored: Array(text.utf8))),
            ("Content-Encoding", "zstd", Deflate.zstd(stored: Array(text.utf8))),
            ("Content-Encoding", "gzip, BR", Deflate.gzip(stored: Array(text.utf8))),
            ("Transfer-Encoding", "zstd, chunked", Array("0\r\n\r\n".utf8)),
        ])
    func refused(field: String, encoding: String, body: [UInt8]) async throws {
        let script = RawOrigin.Script(
            bytes: Array("HTTP/1.1 200 OK\r\n\(field): \(encoding)\r\n\r\n".utf8) + body)
        let origin = try RawOrigin(script)
        defer { origin.stop() }
        let fetcher = HTTPFetcher(product: "Tidings-test/1")
        let name = encoding.lowercased().split(separator: ", ").first { $0 != "gzip" } ?? ""
        await #expect(
            throws: FetchError.protocolError(reason: "the encoding \(name) was not asked for")
        ) {
            _ = try await fetcher.fetch(FetchRequest(url: origin.baseURL + "/feed", permit: .any))
        }
        await fetcher.stop()
    }

    @Test("A line of blanks does not end the head, behind which an encoding would go unseen")
    func blankLine() async throws {
        let packed = Deflate.brotli(stored: Array(Self.text.utf8))
        let head = "HTTP/1.1 200 OK\r\n \r\n\t\r\nContent-Encoding: br\r\n\r\n"
        let origin = try RawOrigin(RawOrigin.Script(bytes: Array(head.utf8) + packed))
        defer { origin.stop() }
        try await withBench { bench in
            let error = await bench.failure(
                FetchRequest(url: origin.baseURL + "/feed", permit: .any))
            // libcurl has a word on such lines, too.
            guard case .protocolError = error else {
                Issue.record("\(error.debugDescription)")
                return
            }
        }
    }

    @Test(
        "Neither a field that looks like a status line nor an interim answer hides an encoding",
        arguments: [
            "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nHTTP/9: x\r\n",
            "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nHTTP/1.1 200: OK\r\n",
            "HTTP/1.1 103 Early Hints\r\nContent-Encoding: br\r\n\r\nHTTP/1.1 200 OK\r\n",
        ])
    func hidden(head: String) async throws {
        let packed = Deflate.brotli(stored: Array(Self.text.utf8))
        let length = "Content-Length: \(packed.count)\r\n\r\n"
        let origin = try RawOrigin(RawOrigin.Script(bytes: Array((head + length).utf8) + packed))
        defer { origin.stop() }
        try await withBench { bench in
            let error = await bench.failure(
                FetchRequest(url: origin.baseURL + "/feed", permit: .any))
            #expect(error == .protocolError(reason: "the encoding br was not asked for"))
        }
    }

    @Test("A trailer that looks like a status line takes nothing of the head away")
    func trailer() async throws {
        let size = String(Self.text.utf8.count, radix: 16)
        let head = "HTTP/1.1 200 OK\r\nETag: \"1\"\r\nTransfer-Encoding: chunked\r\n\r\n"
        let trailer = "0\r\nHTTP/1.1 404: x\r\nETag: \"2\"\r\n\r\n"
        let origin = try RawOrigin(.init("\(head)\(size)\r\n\(Self.text)\r\n\(trailer)"))
        defer { origin.stop() }
        try await withBench { bench in
            let response = try await bench.fetcher.fetch(
                FetchRequest(url: origin.baseURL + "/feed", permit: .any))
            #expect(response.status == 200)
            #expect(response.validators.eTag == Array("\"1\"".utf8))
            #expect(String(decoding: response.document, as: UTF8.self) == Self.text)
        }
    }

    @Test(
        "A name that is no encoding's changes nothing",
        arguments: ["none", "utf-8", "UTF-8, binary", "aws-chunked", "identity, 8bit"],
        ["Content-Length: \(text.utf8.count)", "Transfer-Encoding: chunked", "X: y"])
    func plain(encoding: String, framing: String) async throws {
        let size = String(Self.text.utf8.count, radix: 16)
        let body =
            framing.hasSuffix("chunked") ? "\(size)\r\n\(Self.text)\r\n0\r\n\r\n" : Self.text
        let origin = try RawOrigin(
            RawOrigin.Script(
                "HTTP/1.1 200 OK\r\nContent-Encoding: \(encoding)\r\n\(framing)\r\n\r\n\(body)"))
        defer { origin.stop() }
        try await withBench { bench in
            let response = try await bench.fetcher.fetch(
                FetchRequest(url: origin.baseURL + "/feed", permit: .any))
            #expect(String(decoding: response.document, as: UTF8.self) == Self.text)
        }
    }

    @Test("A name that is no encoding's beside one that is taken is refused")
    func mixed() async throws {
        try await withBench { bench in
            bench.origin.handle("/feed") { _ in
                var response = LoopbackOrigin.Response(
                    body: Deflate.gzip(stored: Array(Self.text.utf8)))
                response.add("Content-Encoding", "gzip, utf-8")
                return response
            }
            #expect(
                await bench.failure(bench.request("/feed"))
                    == .protocolError(reason: "the encoding utf-8 was not asked for"))
        }
    }

    @Test(
        "Status and head of an error count, whatever its body is",
        arguments: [
            "Content-Encoding: br\r\nContent-Length: 0\r\n\r\n",
            "Content-Encoding: br\r\nContent-Length: 4\r\n\r\nabcd",
            "Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd",
            "Content-Encoding: strange\r\n\r\nabcd",
            "Transfer-Encoding: zstd, chunked\r\n\r\n4\r\nabcd\r\n0\r\n\r\n",
            "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
            "Content-Length: 99\r\n\r\nabcd", "Content-Length: 9999999999\r\n\r\nabcd",
        ], ["429 Too Many Requests", "410 Gone", "503 Service Unavailable"])
    func errors(rest: String, status: String) async throws {
        let origin = try RawOrigin(
            RawOrigin.Script("HTTP/1.1 \(status)\r\nRetry-After: 7200\r\n\(rest)"))
        defer { origin.stop() }
        try await withBench { bench in
            let response = try await bench.fetcher.fetch(
                FetchRequest(url: origin.baseURL + "/feed", permit: .any))
            #expect("\(response.status)" == status.prefix(3))
            #expect(response.retryAfter == "7200")
            #expect(response.document.isEmpty)
        }
    }

    @Test("An error's page without an end is left, and its status counts")
    func endlessPage() async throws {
        var script = RawOrigin.Script("HTTP/1.1 429 Slow Down\r\nRetry-After: 7200\r\n\r\n")
        script.endless = [UInt8](repeating: 0x41, count: 64 << 10)
        let origin = try RawOrigin(script)
        defer { origin.stop() }
        try await withBench { bench in
            let response = try await bench.fetcher.fetch(
                FetchRequest(url: origin.baseURL + "/feed", permit: .any))
            #expect(response.status == 429)
            #expect(response.retryAfter == "7200")
        }
    }

    @Test("A redirect is followed, whatever encoding it names", arguments: ["br", "gzip", "none"])
    func redirect(encoding: String) async throws {
        try await withBench { bench in
            bench.origin.handle("/a") { _ in
                var response = LoopbackOrigin.Response.redirect(302, to: "/feed")
                response.add("Content-Encoding", encoding)
                return response
            }
            bench.origin.serveAll()
            let response = try await bench.fetch("/a")
            #expect(response.status == 200)
        }
    }

    @Test("An answer without a body may name any encoding")
    func namedAlone() async throws {
        try await withBench { bench in
            bench.origin.handle("/feed") { _ in
                var response = LoopbackOrigin.Response(status: 304)
                response.add("Content-Encoding", "br")
                return response
            }
            let response = try await bench.fetch("/feed")
            #expect(response.status == 304)
        }
    }

    @Test("A document that is too large for memory arrives as it is", arguments: [1, 2, 3])
    func largeBody(megabytes: Int) async throws {
        try await withBench { bench in
            let body = (0..<(megabytes << 20)).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 7) }
            bench.origin.handle("/feed") { _ in LoopbackOrigin.Response(body: body) }
            let response = try await bench.fetch("/feed")
            let isWhole = response.document == body
            #expect(isWhole)
        }
    }

    @Test("A gzip file is unpacked that its server sends as it has it, once")
    func packedFile() async throws {
        try await withBench { bench in
            let once = Deflate.gzip(stored: Array(Self.text.utf8))
            let bodies = ["/once": once, "/twice": Deflate.gzip(stored: once)]
            for (path, body) in bodies {
                bench.origin.handle(path) { _ in LoopbackOrigin.Response(body: body) }
            }
            let document = try await bench.fetch("/once").document
            #expect(String(decoding: document, as: UTF8.self) == Self.text)
            #expect(try await bench.fetch("/twice").document == once)
        }
    }

    @Test("A gzip file that is damaged says so")
    func damagedFile() async throws {
        try await withBench { bench in
            bench.origin.handle("/feed") { _ in
                LoopbackOrigin.Response(body: [0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0, 0, 3, 0xff, 0xff])
            }
            let error = await bench.failure(bench.request("/feed"))
            #expect(error.map { "\($0)" }?.contains("gzip") == true)
        }
    }

    @Test("A bomb is cut at the limit of decoded bytes", arguments: [true, false])
    func bomb(isAnnounced: Bool) async throws {
        try await withBench { bench in
            let bomb = Deflate.gzip(zeros: 64 << 20)
            bench.origin.handle("/feed") { _ in
                var response = LoopbackOrigin.Response(body: bomb)
                if isAnnounced { response.add("Content-Encoding", "gzip") }
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
            #expect(answer.document.count == 100_000)
            request.limits.decodedBytes = 99_999
            #expect(await bench.failure(request) == .tooLarge(limit: 99_999))
        }
    }

    @Test(
        "A length that is declared beyond the limit ends the fetch before the body",
        arguments: [
            "Content-Length: 65537", "Content-Length: 999999999",
            "Content-Length: 99999999999999999999999",
            "Content-Length: 999999999\r\nContent-Encoding: gzip",
        ])
    func declared(head: String) async throws {
        // Not one byte of the body ever comes: who waits for it runs into the tests' limit of time.
        var script = RawOrigin.Script("HTTP/1.1 200 OK\r\n\(head)\r\n\r\n")
        script.holdsOpen = true
        let origin = try RawOrigin(script)
        defer { origin.stop() }
        try await withBench { bench in
            var request = FetchRequest(url: origin.baseURL + "/feed", permit: .any)
            request.limits.decodedBytes = 64 << 10
            let error = await bench.failure(request)
            #expect(error == .tooLarge(limit: 64 << 10))
            #expect(error?.pollFailure == .broken("\(FetchError.tooLarge(limit: 64 << 10))"))
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
            #expect(response.document.count == 1 << 20)
            #expect((body.count + 50...body.count + 500).contains(Int(response.bytesOnWire)))
        }
    }
}
