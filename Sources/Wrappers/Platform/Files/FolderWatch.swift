@preconcurrency internal import Dispatch
import Glibc

/// Tells that something in one of some folders was written, made, moved or removed: inotify(7).
///
/// It says that there is reason to look, not what happened. A program that looks is right also when
/// it is told too often, so that the events themselves are thrown away. The first of them is told, and
/// stands for all until `follow` is called again: a daemon that watches what it writes itself would wake
/// two threads for each page. Where the system refuses to watch (no inotify, `fs.inotify.max_user_watches` used up, a
/// folder that is missing), the time between two looks is the caller's `refusedInterval` instead of
/// `interval`. What another machine changes on a file system of the network is told by nobody, and
/// seen after `interval`.
public final class FolderWatch {
    /// One element, or several told as one, for each reason to look.
    public let reasons: AsyncStream<Void>
    private let teller: AsyncStream<Void>.Continuation
    private let interval: Int
    private let refusedInterval: Int
    private let timer: any DispatchSourceTimer
    private var isRefused: Bool?
    /// Nil when the system has no inotify for us.
    private let queue: InotifyQueue?
    /// The folders that are watched, by the number that the system gave the watch.
    private var watches: [String: Int32] = [:]

    /// Gives a reason to look after each change in one of the folders that are told to `follow`, and
    /// every `interval` seconds in any case; every `refusedInterval` while one of them cannot be
    /// watched.
    public init(interval: Int, refusedInterval: Int) {
        let (reasons, teller) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
        self.reasons = reasons
        self.teller = teller
        self.interval = interval
        self.refusedInterval = refusedInterval
        queue = InotifyQueue { teller.yield() }
        timer = DispatchSource.makeTimerSource(queue: .global())
        timer.setEventHandler { teller.yield() }
        setTimer(isRefused: true)
        timer.resume()
    }

    deinit {
        timer.cancel()
        teller.finish()
    }

    /// Watches `folders` and no others, and is ready for the next reason. To be called before each look: what
    /// happens from here on is told anew, and a folder may have been replaced by another of the same name.
    /// Answers whether all of them can be watched.
    @discardableResult
    public func follow(_ folders: Set<String>) -> Bool {
        var isComplete = queue != nil
        if let queue {
            var found: [String: Int32] = [:]
            for folder in folders {
                if let watch = queue.add(folder) {
                    found[folder] = watch
                } else {
                    isComplete = false
                }
            }
            for watch in Set(watches.values).subtracting(found.values) { queue.remove(watch) }
            watches = found
            queue.listen()
        }
        setTimer(isRefused: !isComplete)
        return isComplete
    }

    private func setTimer(isRefused: Bool) {
        guard isRefused != self.isRefused else { return }
        self.isRefused = isRefused
        let seconds = isRefused ? refusedInterval : interval
        // The leeway lets the kernel wake us together with others.
        timer.schedule(
            deadline: .now() + .seconds(seconds), repeating: .seconds(seconds),
            leeway: .milliseconds(100 * seconds))
    }
}

/// An inotify instance, read and closed by a Dispatch source of its own.
private final class InotifyQueue {
    private let number: Int32
    private let source: any DispatchSourceRead
    /// Whether the source rests, since an event was told; nil once it is cancelled.
    private let isResting: Locked<Bool?>

    /// Calls `onEvents` on a thread of Dispatch's at the first event after each `listen`. Nil when the
    /// system gives no instance.
    init?(onEvents: @escaping @Sendable () -> Void) {
        let number = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
        guard number >= 0 else { return nil }
        self.number = number
        let source = DispatchSource.makeReadSource(fileDescriptor: number, queue: .global())
        let isResting = Locked<Bool?>(true)
        (self.source, self.isResting) = (source, isResting)
        source.setEventHandler {
            isResting.withLock { isResting in
                guard isResting == false else { return }
                isResting = true
                source.suspend()
            }
            onEvents()
        }
        // Only then: the source still looks at the descriptor while it is being cancelled.
        source.setCancelHandler { close(number) }
    }

    deinit {
        source.cancel()
        isResting.withLock { isResting in
            // One that rests would not hear that it is cancelled.
            if isResting == true { source.resume() }
            isResting = nil
        }
    }

    /// Throws away what has been told, and listens on.
    func listen() {
        withUnsafeTemporaryAllocation(byteCount: 16_384, alignment: 8) { buffer in
            while read(number, buffer.baseAddress, buffer.count) > 0 {}
        }
        isResting.withLock { isResting in
            if isResting == true { source.resume() }
            isResting = false
        }
    }

    /// The number of the watch over `folder`, the same one while it is the same folder; nil when the
    /// system refuses.
    func add(_ folder: String) -> Int32? {
        guard !folder.utf8.contains(0) else { return nil }
        let mask =
            IN_MODIFY | IN_ATTRIB | IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM
            | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF
        let watch = inotify_add_watch(number, folder, UInt32(mask) | UInt32(IN_ONLYDIR))
        return watch >= 0 ? watch : nil
    }

    func remove(_ watch: Int32) {
        inotify_rm_watch(number, watch)
    }
}
