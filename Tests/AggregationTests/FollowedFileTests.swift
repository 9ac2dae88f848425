import Platform
import Testing

@testable import Aggregation

/// When feeds.yml counts as changed.
struct FollowedFileTests {
    private let folder: ScratchFolder
    private let path: String

    /// A file that is followed from a moment on.
    private final class Following {
        var file: FollowedFile
        private let start = ContinuousClock.now

        init(_ path: String) throws {
            file = FollowedFile(path: path)
            _ = try file.read()
        }

        /// Whether it counts as changed so many milliseconds later.
        func hasChanged(after milliseconds: Int) -> Bool {
            file.hasChanged(now: start.advanced(by: .milliseconds(milliseconds)))
        }
    }

    init() throws {
        folder = try ScratchFolder()
        path = "\(folder.path)/feeds.yml"
    }

    private func write(_ text: String) throws {
        try AtomicFile.replace(
            path: path, with: Array(text.utf8), expecting: try FileIdentity(path: path))
    }

    private func read(_ text: String) throws -> Following {
        try write(text)
        return try Following(path)
    }

    @Test func `a file that is being written counts as changed once it has rested`() throws {
        let file = try read("feeds:\n  - https://a.example/\n")
        #expect(!file.hasChanged(after: 0))
        #expect(!file.file.isSettling)
        try write("feeds:\n  - https://b.exa")
        #expect(!file.hasChanged(after: 100))
        #expect(file.file.isSettling)
        try write("feeds:\n  - https://b.example/\n")
        #expect(!file.hasChanged(after: 900))
        #expect(!file.hasChanged(after: 1_800))
        #expect(file.hasChanged(after: 1_900))
        #expect(!file.file.isSettling)
        #expect(!file.hasChanged(after: 9_999))
    }

    @Test func `a file that is empty or away may be about to be written`() throws {
        let file = try read("feeds:\n  - https://a.example/\n")
        try write("")
        #expect(!file.hasChanged(after: 0))
        #expect(!file.hasChanged(after: 9_900))
        #expect(file.hasChanged(after: 10_000))
        #expect(!file.hasChanged(after: 60_000))
    }

    @Test func `a file that is as it was read has not changed`() throws {
        let file = try read("feeds:\n  - https://a.example/\n")
        try write("")
        #expect(!file.hasChanged(after: 0))
        _ = try file.file.read()
        #expect(!file.hasChanged(after: 20_000))
        #expect(!file.file.isSettling)
    }
}
