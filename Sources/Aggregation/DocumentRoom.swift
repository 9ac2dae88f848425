internal import Platform

/// Room in memory for documents while they are read and until what was read is stored, over all polls.
///
/// Two hundred servers may answer at once, and a document of a few words an entry becomes many times its
/// size in memory. Each has a `Place` for what it may become at most; once it is read, for what it did
/// become, which for a sound one is far less. They come in, in the order in which they arrived, as far as
/// there is room; large ones do so in a line of their own, and so do those of a middling size, so that few
/// of them do not hold up all the rest.
struct DocumentRoom: Sendable {
    var small = ByteLine(limit: 32 << 20)
    var middling = ByteLine(limit: 48 << 20, thread: DocumentThread())
    var large = ByteLine(limit: 64 << 20, thread: DocumentThread())
    /// The largest documents, in bytes, that stand in the lines for small and for middling ones.
    private static let smallLimit = 1 << 20
    static let middlingLimit = 8 << 20
    /// How many times its size a document may become: `<item><title>a</title></item>` does.
    private static let growth = 16

    /// A place for a document of so many bytes, whose entries are read as far as they weigh `heldBytes`,
    /// once there is room: it lasts as long as somebody has it. Nil when the task was cancelled meanwhile.
    func enter(_ count: Int, heldBytes: Int) async -> Place? {
        let line =
            count <= Self.smallLimit ? small : count <= Self.middlingLimit ? middling : large
        return await line.enter(count + min(Self.growth * count, heldBytes))
    }

    /// Room that is taken until nobody holds this any more.
    final class Place: Sendable {
        private let line: ByteLine
        private let bytes: Locked<Int>
        /// Where the document is read; nil: on the cooperative pool.
        var thread: DocumentThread? { line.thread }

        fileprivate init(_ line: ByteLine, bytes: Int) {
            self.line = line
            self.bytes = Locked(bytes)
        }

        deinit { line.leave(bytes.withLock { $0 }) }

        /// Takes `bytes` from now on, whether there is room for them or not: they are there.
        func resize(to bytes: Int) {
            let former = self.bytes.withLock { former in
                defer { former = bytes }
                return former
            }
            line.leave(former - bytes)
        }
    }
}

/// Gives out so many bytes, first come, first served.
final class ByteLine: Sendable {
    private let limit: Int
    fileprivate let thread: DocumentThread?
    let state: Locked<State>

    struct State {
        /// Below 0 where documents became more than they were let in with.
        var free: Int
        var waiting: ArraySlice<Waiter> = []
        var lastID = 0
    }

    struct Waiter {
        let id: Int
        let bytes: Int
        let continuation: CheckedContinuation<Bool, Never>
    }

    /// `thread` is where its documents are read; nil: on the cooperative pool.
    init(limit: Int, thread: DocumentThread? = nil) {
        self.limit = limit
        self.thread = thread
        state = Locked(State(free: limit))
    }

    /// Waits for `bytes`, or for all that there are where they are more; nil when the task is cancelled.
    func enter(_ bytes: Int) async -> DocumentRoom.Place? {
        let bytes = min(bytes, limit)
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        let isIn = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer: Bool? = state.withLock { state in
                    // Within the lock: who is cancelled later is found in line.
                    if Task.isCancelled { return false }
                    if state.waiting.isEmpty, state.free >= bytes {
                        state.free -= bytes
                        return true
                    }
                    state.waiting.append(Waiter(id: id, bytes: bytes, continuation: continuation))
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            let found = state.withLock { state in
                state.waiting.firstIndex { $0.id == id }.map { state.waiting.remove(at: $0) }
            }
            found?.continuation.resume(returning: false)
            // It may have been the first, and too large for those behind it.
            advance(0)
        }
        return isIn ? DocumentRoom.Place(self, bytes: bytes) : nil
    }

    fileprivate func leave(_ bytes: Int) { advance(bytes) }

    /// Takes `bytes` back and lets in those for whom there is room now.
    private func advance(_ bytes: Int) {
        let admitted = state.withLock { state in
            state.free += bytes
            var admitted: [Waiter] = []
            while let next = state.waiting.first, next.bytes <= state.free {
                state.free -= next.bytes
                admitted.append(state.waiting.removeFirst())
            }
            return admitted
        }
        for waiter in admitted { waiter.continuation.resume(returning: true) }
    }
}
