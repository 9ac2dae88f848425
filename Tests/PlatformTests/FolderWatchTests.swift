import Platform
import Testing

/// The time between two looks is an hour in these tests: what comes sooner is the system's word.
@Suite("Watching folders", .timeLimit(.minutes(10)))
struct FolderWatchTests {
    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    private func write(_ name: String, _ text: String = "x") throws {
        let path = "\(folder.path)/\(name)"
        try AtomicFile.replace(
            path: path, with: Array(text.utf8), expecting: try FileIdentity(path: path))
    }

    @Test func `a file that is made and one that is replaced are reasons to look`() async throws {
        let watch = FolderWatch(interval: 3_600, refusedInterval: 3_600)
        #expect(watch.follow([folder.path]))
        var reasons = watch.reasons.makeAsyncIterator()
        try write("a")
        #expect(await reasons.next() != nil)
        watch.follow([folder.path])
        try write("a", "y")
        #expect(await reasons.next() != nil)
    }

    /// Whoever watches what it writes itself is not woken for each write.
    @Test func `what happens before the next look is told once`() async throws {
        var watch: FolderWatch? = FolderWatch(interval: 3_600, refusedInterval: 3_600)
        watch?.follow([folder.path])
        var reasons = try #require(watch?.reasons.makeAsyncIterator())
        try write("a")
        #expect(await reasons.next() != nil)
        for text in ["b", "c", "d"] { try write("a", text) }
        // Told behind whatever those could have told.
        let later = FolderWatch(interval: 3_600, refusedInterval: 3_600)
        later.follow([folder.path])
        var others = later.reasons.makeAsyncIterator()
        try write("z")
        #expect(await others.next() != nil)
        watch = nil
        #expect(await reasons.next() == nil)
    }

    @Test func `one that was never heard, and one that rests, can be let go of`() async throws {
        _ = FolderWatch(interval: 3_600, refusedInterval: 3_600)
        var watch: FolderWatch? = FolderWatch(interval: 3_600, refusedInterval: 3_600)
        watch?.follow([folder.path])
        var reasons = try #require(watch?.reasons.makeAsyncIterator())
        try write("a")
        #expect(await reasons.next() != nil)
        watch = nil
        #expect(await reasons.next() == nil)
    }

    @Test
    func `a folder that cannot be watched makes the looks as many as were asked for that case`()
        async
    {
        let watch = FolderWatch(interval: 3_600, refusedInterval: 1)
        #expect(!watch.follow(["\(folder.path)/missing"]))
        var reasons = watch.reasons.makeAsyncIterator()
        #expect(await reasons.next() != nil)
        #expect(await reasons.next() != nil)
    }

    @Test func `a folder that is followed again after others is watched as before`() async throws {
        let other = try ScratchFolder()
        let watch = FolderWatch(interval: 3_600, refusedInterval: 3_600)
        #expect(watch.follow([folder.path, other.path]))
        #expect(watch.follow([other.path]))
        #expect(watch.follow([folder.path]))
        var reasons = watch.reasons.makeAsyncIterator()
        try write("a")
        #expect(await reasons.next() != nil)
    }
}
