import Dispatch
import FoundationEssentials
import OtherUser
import Platform
import Subscriptions
import Testing

@Suite("Concurrent edits of feeds.yml")
struct ConcurrentEditTests {
    /// Runs `body` on `count` threads of their own and answers when all are through.
    private func onThreads(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) async {
        let queue = DispatchQueue(label: "editors", attributes: .concurrent)
        let group = DispatchGroup()
        for number in 0..<count { queue.async(group: group) { body(number) } }
        await withCheckedContinuation { continuation in
            group.notify(queue: queue) { continuation.resume() }
        }
    }

    @Test("Two hundred adds from eight threads lose nothing, and a reader never meets a torn file")
    func adds() async throws {
        let folder = try ScratchFolder()
        let path = try folder.write("# head\nfeeds:\n  # first\n", to: "feeds.yml")
        let failures = Locked<[String]>([])
        let fail: @Sendable (String) -> Void = { text in failures.withLock { $0.append(text) } }
        await onThreads(9) { thread in
            for number in 0..<25 {
                do throws(SubscriptionError) {
                    if thread == 8 {
                        _ = try SubscriptionFile.load(path: path)
                    } else {
                        try SubscriptionEditor.add(
                            Subscription(url: "https://a.example/\(thread)/\(number)"), to: path)
                    }
                } catch {
                    fail(error.description)
                }
            }
        }
        #expect(failures.withLock { $0 }.isEmpty)
        let urls = try SubscriptionFile.load(path: path).subscriptions.map(\.url)
        #expect(urls.count == 200)
        #expect(Set(urls).count == 200)
        #expect(try folder.read("feeds.yml").hasPrefix("# head\nfeeds:\n  # first\n  - url: "))
        #expect(try folder.names == ["feeds.yml"])
    }

    @Test("Of eight that make the same file with the same feed one succeeds")
    func creation() async throws {
        let folder = try ScratchFolder()
        let path = folder.path + "/feeds.yml"
        let outcomes = Locked<[Bool]>([])
        await onThreads(8) { _ in
            let isAdded: Bool
            do throws(SubscriptionError) {
                try SubscriptionEditor.add(Subscription(url: "https://a.example"), to: path)
                isAdded = true
            } catch {
                isAdded = false
            }
            outcomes.withLock { $0.append(isAdded) }
        }
        #expect(outcomes.withLock { $0 }.filter { $0 }.count == 1)
        #expect(try SubscriptionFile.load(path: path).subscriptions.count == 1)
    }

    @Test("What an editor saves while what belongs to a feed is done is not lost")
    func savedMeanwhile() throws {
        let folder = try ScratchFolder()
        let path = try folder.write("feeds:\n  - url: https://a.example/1\n", to: "feeds.yml")
        let feed = Subscription(url: "https://a.example/3")
        #expect(throws: SubscriptionError.self) {
            try SubscriptionEditor.add(feed, to: path) { _ in
                _ = try? folder.write("feeds:\n  - url: https://a.example/2\n", to: "feeds.yml")
            }
        }
        // As `tidings add` does it then once more.
        try SubscriptionEditor.add(feed, to: path)
        #expect(
            try SubscriptionFile.load(path: path).subscriptions.map(\.url)
                == ["https://a.example/2", "https://a.example/3"])
    }

    @Test("An edit makes others wait, and give up at their deadline, and leaves no lock behind")
    func lock() throws {
        let folder = try ScratchFolder()
        let path = folder.path + "/feeds.yml"
        do {
            let lock = try EditLock(for: path, waitingUpTo: 0)
            #expect(throws: FileError.busy(path: folder.path + "/.feeds.yml.lock")) {
                _ = try EditLock(for: path, waitingUpTo: 0)
            }
            #expect(try folder.names == [".feeds.yml.lock"])
            extendLifetime(lock)
        }
        #expect(try folder.names.isEmpty)
        // One that an edit left which was killed.
        try folder.write("", to: ".feeds.yml.lock")
        do { _ = try EditLock(for: path, waitingUpTo: 0) }
        #expect(try folder.names.isEmpty)
    }

    @Test("What is no lock where the lock belongs is told at once, as what it is")
    func noLock() throws {
        let folder = try ScratchFolder()
        let path = try folder.write("feeds:\n", to: "feeds.yml")
        let lock = folder.path + "/.feeds.yml.lock"
        let files = FileManager.default
        for make in [
            { try files.createSymbolicLink(atPath: lock, withDestinationPath: "x") },
            { try files.createDirectory(atPath: lock, withIntermediateDirectories: false) },
        ] {
            try make()
            // Far longer than tests may last, if it is waited for.
            #expect(throws: FileError.noLock(path: lock)) {
                _ = try EditLock(for: path, waitingUpTo: 86_400)
            }
            try files.removeItem(atPath: lock)
        }
        do { _ = try EditLock(for: path, waitingUpTo: 0) }
        #expect(try folder.names == ["feeds.yml"])
    }

    @Test("The lock of another user, who may have been ended amid an edit, is told with its remedy")
    func lockOfAnother() throws {
        let folder = try ScratchFolder()
        let path = folder.path + "/feeds.yml"
        let lock = try folder.write("", to: ".feeds.yml.lock")
        try folder.setMode(0, of: ".feeds.yml.lock")
        try folder.setMode(0o755, of: ".")
        #expect(throws: FileError.lockOfAnother(path: lock)) {
            try OtherUser.looks { _ = try EditLock(for: path, waitingUpTo: 0) }
        }
        #expect(
            FileError.lockOfAnother(path: lock).description.contains("remove it if nobody edits"))
    }

    @Test("Who may but look into the folder cannot hold up its editors")
    func lookers() throws {
        let folder = try ScratchFolder()
        let path = try folder.write("feeds:\n  - https://a.example/1\n", to: "feeds.yml")
        // What any user may lock who may read.
        let looker = try FileLock(path: folder.path, waitingUpTo: 0)
        let reader = try FileLock(path: path, waitingUpTo: 0)
        try SubscriptionEditor.add(Subscription(url: "https://a.example/2"), to: path)
        #expect(try SubscriptionFile.load(path: path).subscriptions.count == 2)
        extendLifetime(looker)
        extendLifetime(reader)
    }

    @Test("The lock is for those who may write the file")
    func lockMode() throws {
        let folder = try ScratchFolder()
        let path = try folder.write("feeds:\n", to: "feeds.yml")
        for (mode, expected) in [(0o644, 0o600), (0o664, 0o660), (0o600, 0o600), (0o640, 0o600)] {
            try folder.setMode(mode, of: "feeds.yml")
            let lock = try EditLock(for: path, waitingUpTo: 0)
            #expect(try folder.mode(of: ".feeds.yml.lock") == expected)
            extendLifetime(lock)
        }
    }
}
