internal import Platform

/// The reloads that signals ask for, beside which other signals are heard: one after the other, each told as
/// one of its own, since systemd waits for the one that began after it had asked (`Type=notify-reload`).
///
/// Of those that are asked for while one is under way, one is done: it reads what any of them was to read.
final class Reloads: Sendable {
    private struct State {
        var isUnderWay = false
        var isWaiting = false
        var isOver = false
    }

    private let life: ServiceLife
    private let state = Locked(State())

    init(_ life: ServiceLife) { self.life = life }

    /// Has `reload` run soon, unless the service stops.
    func ask(_ reload: @escaping @Sendable () async -> Void) {
        let begins = state.withLock { state in
            if state.isOver { return false }
            state.isWaiting = true
            defer { state.isUnderWay = true }
            return !state.isUnderWay
        }
        guard begins else { return }
        Task {
            while takes() {
                life.reloading()
                await reload()
                life.ready()
            }
        }
    }

    /// From here on nothing is read again.
    func end() { state.withLock { $0.isOver = true } }

    /// Whether there is one to do.
    private func takes() -> Bool {
        state.withLock { state in
            state.isUnderWay = state.isWaiting && !state.isOver
            state.isWaiting = false
            return state.isUnderWay
        }
    }
}
