import Glibc
import Testing

@testable import Platform

@Suite("A program that is run for its standard input")
struct ChildInputTests {
    @Test func `it gets all of the input, and its code is answered`() throws {
        // More than a pipe holds.
        let input = [UInt8](repeating: 0x61, count: 200_000)
        #expect(try ChildInput.run("cat", input: [], seconds: 20) == 0)
        #expect(try ChildInput.run("sha256sum", input: input, seconds: 20) == 0)
        #expect(try ChildInput.run("/bin/false", input: input, seconds: 20) == 1)
    }

    @Test func `one that is not there, or that takes too long, is an error`() {
        #expect(throws: FileError.notFound(path: "/nosuch/program")) {
            try ChildInput.run("/nosuch/program", input: [], seconds: 20)
        }
        #expect(throws: FileError.self) {
            try ChildInput.run("sh", input: Array("exec sleep 60\n".utf8), seconds: 0)
        }
    }

    @Test func `how it ended is known where the end of children is ignored from the start`() async {
        await #expect(processExitsWith: .success) {
            alarm(120)
            signal(SIGCHLD, SIG_IGN)
            let code = try? ChildInput.run("/bin/false", input: [], seconds: 20)
            #expect(code == 1)
        }
    }

    @Test func `the ends of a pipe are not for other children`() throws {
        let ends = try ChildSpawn.pipe(to: "a test")
        for end in [ends.reading, ends.writing] {
            #expect(fcntl(end, F_GETFD) & FD_CLOEXEC != 0)
            close(end)
        }
    }
}
