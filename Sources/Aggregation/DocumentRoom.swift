internal import Platform

/// Room in memory for documents that are too large to be held while they wait, over all polls.
///
/// A hundred servers may send documents of the largest size at once. Each is in memory several times
/// over while it is read, and what was read of it is until it is stored: for so long it has a `Place`.
/// They come in, in the order in which they arrived, as far as their sizes together have room; those of
/// a middling size do so in a line of their own, so that few large ones do not hold up all the rest.
struct DocumentRoom: Sendable {
    var middling = ByteLine(limit: 16 << 20)
    var large = ByteLine(limit: 64 << 20)
    /// The largest document, in bytes, that stands in the line for middling ones.
    private static let middlingLimit = 8 << 20

    /// A place for what `body` holds, once there is room: it lasts as long as somebody has it. One that
    /// is in memory already needs none, nor waits. Nil when the task was cancelled meanwhile.
    func enter(_ body: HeldBytes) async -> Place? {
        guard case .file(_, let count) = body else { return Place() }
        return await (count <= Self.middlingLimit ? middling : large).enter(count)
    }

    /// Room that is taken until nobody holds this any more.
    final class Place: Sendable {
        private let line: ByteLine?
        private let bytes: Int

        fileprivate init(_ line: ByteLine? = nil, bytes: Int = 0) {
            self.line = line
            self.bytes = bytes
        }

        deinit { line?.leave(bytes) }
    }
}

/// Gives out so many bytes, first come, first served.
final class ByteLine: Sendable {
    private let limit: Int
    private let state: Locked<State>

    private struct State {
        var free: Int
        var waiting: ArraySlice<Waiter> = []
        var lastID = 0
    }

    private struct Waiter {
        let id: Int
        let bytes: Int
        let continuation: CheckedContinuation<Bool, Never>
    }

    init(limit: Int) {
        self.limit = limit
        state = Locked(State(free: limit))
    }

    /// How many wait.
    var waitingCount: Int { state.withLock { $0.waiting.count } }

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
