internal import Fetching
internal import Storage

/// Goes round the pipeline, to prove that each part of it still answers.
///
/// One beat is a turn of the poller's loop, a read by the store's thread and a turn of the network's
/// thread, one after the other. Where one of them stalls the beat never ends, and who waits for it,
/// systemd's watchdog, hears nothing: a timer of its own would go on telling that all is well. The
/// clusterer is not asked: a look at all clusters of a large window may take longer than any watchdog
/// should wait, and polls are stored meanwhile.
public struct Heartbeat: Sendable {
    let poller: Poller
    let store: Store
    let fetcher: any FeedFetching

    /// How polling went at a beat.
    public struct Pulse: Sendable, Equatable {
        /// Feeds that are being polled.
        public var running: Int
        /// See `Schedule.lateness`.
        public var lateness: Int64

        public init(running: Int, lateness: Int64) {
            self.running = running
            self.lateness = lateness
        }
    }

    /// Goes round once.
    public func beat() async -> Pulse {
        let pulse = await poller.turn()
        // A store that cannot be written or read answers too; what it lacks is told elsewhere.
        _ = try? await store.clustererPosition()
        await fetcher.turn()
        return pulse
    }

    /// Beats until the task is cancelled, and waits for `interval` between two.
    public func run(every interval: Duration, onBeat: @Sendable (Pulse) -> Void) async {
        while !Task.isCancelled {
            let pulse = await beat()
            if Task.isCancelled { return }
            onBeat(pulse)
            try? await Task.sleep(for: interval)
        }
    }
}
