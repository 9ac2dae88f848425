import Fetching
import LoopbackOrigin
import Platform
import RawOrigin
import Testing
import Waiting

@testable import Curl

@Suite("Connections over TLS", .timeLimit(.minutes(10)))
struct SecureConnectionTests {
    private static let identity = Result { () throws(RawOriginError) in try TLSIdentity() }
    private static let intruder = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<late>"

    /// An origin over TLS and who asks it, trusting its certificate alone, or whom the system trusts.
    private struct SecureBench {
        let origin: RawOrigin
        let loop = TransferLoop(width: 4, perHost: 4)
        private let folder: ScratchFolder
        private var file: String { "\(folder.path)/authorities.pem" }

        init(_ script: RawOrigin.Script) throws {
            let identity = try SecureConnectionTests.identity.get()
            folder = try ScratchFolder()
            try AtomicFile.replace(
                path: "\(folder.path)/authorities.pem", with: identity.certificate, expecting: nil)
            origin = try RawOrigin(script, identity)
        }

        func body(_ path: String) async throws -> String {
            try await body(of: origin.baseURL + path)
        }

        func body(of url: String, isTrusted: Bool = true) async throws -> String {
            var request = TransferRequest(url: url, hostKey: "a", limits: .ample) { _ in true }
            if isTrusted { request.authorities = file }
            return String(decoding: try await loop.perform(request).body.bytes(), as: UTF8.self)
        }

        /// Whether a request is given up for the certificate.
        func isRefused(_ url: String, isTrusted: Bool) async -> Bool {
            do {
                _ = try await body(of: url, isTrusted: isTrusted)
                return false
            } catch TransferError.tls {
                return true
            } catch {
                Issue.record(error)
                return false
            }
        }

        func stop() async {
            await loop.stop()
            origin.stop()
        }
    }

    @Test("Requests one after the other share one connection")
    func keepAlive() async throws {
        var script = RawOrigin.Script("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<rss/>")
        script.answersAgain = true
        let bench = try SecureBench(script)
        for count in 1...5 { #expect(try await bench.body("/\(count)") == "<rss/>") }
        #expect(bench.origin.connections == 1)
        await bench.stop()
    }

    @Test("A certificate that nobody trusted has signed, or that is of another name, is refused")
    func untrusted() async throws {
        let bench = try SecureBench(.init("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<rss/>"))
        let address = bench.origin.baseURL
        #expect(await bench.isRefused(address + "/", isTrusted: false))
        // The certificate is that of 127.0.0.1.
        let name = address.replacing("127.0.0.1", with: "localhost")
        #expect(name != address)
        #expect(await bench.isRefused(name + "/", isTrusted: true))
        #expect(try await bench.body("/") == "<rss/>")
        await bench.stop()
    }

    @Test(
        "What comes on a kept connection that nobody asked for is not the answer to the next request",
        arguments: ["200 OK", "304 Not Modified"])
    func unasked(status: String) async throws {
        let body = status.hasPrefix("304") ? "" : "<rss/>"
        var script = RawOrigin.Script("HTTP/1.1 \(status)\r\nContent-Length: 6\r\n\r\n\(body)")
        script.late = Array((body.isEmpty ? "<late>" : Self.intruder).utf8)
        let bench = try SecureBench(script)
        for count in 1...3 {
            #expect(try await bench.body("/\(count)") == body)
            bench.origin.sendLate()
            #expect(try await becomesTrue { bench.origin.lateCount >= count })
        }
        #expect(bench.origin.connections == 3)
        await bench.stop()
    }

    @Test(
        "What comes behind a whole answer is not the answer to the next request",
        arguments: [
            ("Content-Length: 6\r\n\r\n<rss/>", ""), ("Content-Length: 6\r\n\r\n", "<rss/>"),
            ("Content-Length: 6\r\n\r\n<r", "ss/>"),
            ("Transfer-Encoding: chunked\r\n\r\n", "6\r\n<rss/>\r\n0\r\n\r\n"),
        ])
    func behind(head: String, body: String) async throws {
        var script = RawOrigin.Script(
            "HTTP/1.1 200 OK\r\n\(head)\(body.isEmpty ? Self.intruder : "")")
        // In one record with the end of the answer.
        script.rest = Array((body.isEmpty ? "" : body + Self.intruder).utf8)
        script.answersAgain = true
        let bench = try SecureBench(script)
        for count in 1...3 {
            #expect(try await bench.body("/\(count)") == "<rss/>")
        }
        await bench.stop()
    }
}
