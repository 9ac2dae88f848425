/// Which transfers may start: so many in all, so many on one host; each host's in order, and the
/// hosts in turn.
///
/// libcurl could hold them back itself, but there the deadline of one that waits already runs.
struct TransferQueue<Item> {
    private let width: Int
    private let perHost: Int
    private var hosts: [String: Line] = [:]
    /// Hosts with somebody waiting and a free place.
    private var ready: ArraySlice<String> = []
    private var running = 0

    private struct Line {
        var waiting: ArraySlice<(id: UInt64, item: Item)> = []
        var running = 0
        var isReady = false
    }

    init(width: Int, perHost: Int) {
        self.width = max(1, width)
        self.perHost = max(1, perHost)
    }

    mutating func append(_ item: Item, id: UInt64, host: String) {
        hosts[host, default: Line()].waiting.append((id, item))
        offer(host)
    }

    /// Takes out one that waits; nil when it does not.
    mutating func remove(id: UInt64, host: String) -> Item? {
        guard let place = hosts[host]?.waiting.firstIndex(where: { $0.id == id }) else {
            return nil
        }
        return hosts[host]?.waiting.remove(at: place).item
    }

    /// The next one to start, which counts as running until `finish`.
    mutating func start() -> (id: UInt64, item: Item)? {
        while running < width, let host = ready.popFirst() {
            hosts[host]?.isReady = false
            guard let next = hosts[host]?.waiting.popFirst() else {
                tidy(host)
                continue
            }
            running += 1
            hosts[host]?.running += 1
            offer(host)
            return next
        }
        return nil
    }

    mutating func finish(host: String) {
        running -= 1
        hosts[host]?.running -= 1
        offer(host)
        tidy(host)
    }

    /// All that wait, to be told that they will not start.
    mutating func removeAll() -> [Item] {
        let waiting = hosts.values.flatMap { $0.waiting.map(\.item) }
        hosts = [:]
        ready = []
        return waiting
    }

    private mutating func offer(_ host: String) {
        guard let line = hosts[host], !line.isReady, !line.waiting.isEmpty,
            line.running < perHost
        else { return }
        hosts[host]?.isReady = true
        ready.append(host)
    }

    private mutating func tidy(_ host: String) {
        guard let line = hosts[host], line.waiting.isEmpty, line.running == 0, !line.isReady else {
            return
        }
        hosts[host] = nil
    }
}
