/// Which transfers may start: so many in all, so many on one host; each host's in order, and the
/// hosts in turn.
///
/// libcurl could hold them back itself, but there the deadline of one that waits already runs.
struct TransferQueue<Item> {
    private let width: Int
    private let perHost: Int
    private var hosts: [String: Line] = [:]
    /// Hosts with somebody waiting and a free place.
    private var ready: ArraySlice<Line> = []
    private var running = 0

    /// A class, so that a host is looked up once for each step. No line leaves its queue.
    private final class Line {
        let host: String
        var waiting: ArraySlice<(id: UInt64, item: Item)> = []
        var running = 0
        var isReady = false

        init(_ host: String) {
            self.host = host
        }
    }

    init(width: Int, perHost: Int) {
        self.width = max(1, width)
        self.perHost = max(1, perHost)
    }

    mutating func append(_ item: Item, id: UInt64, host: String) {
        let line = hosts[host] ?? Line(host)
        hosts[host] = line
        line.waiting.append((id, item))
        offer(line)
    }

    /// Takes out one that waits; nil when it does not.
    mutating func remove(id: UInt64, host: String) -> Item? {
        guard let line = hosts[host],
            let place = line.waiting.firstIndex(where: { $0.id == id })
        else { return nil }
        return line.waiting.remove(at: place).item
    }

    /// The next one to start, which counts as running until `finish`.
    mutating func start() -> (id: UInt64, item: Item)? {
        while running < width, let line = ready.popFirst() {
            line.isReady = false
            // Of a slice: what is behind the first stays where it is, however many wait at a host.
            guard let next = line.waiting.popFirst() else {
                tidy(line)
                continue
            }
            running += 1
            line.running += 1
            offer(line)
            return next
        }
        return nil
    }

    mutating func finish(host: String) {
        running -= 1
        guard let line = hosts[host] else { return }
        line.running -= 1
        offer(line)
        tidy(line)
    }

    /// All that wait, to be told that they will not start.
    mutating func removeAll() -> [Item] {
        let waiting = hosts.values.flatMap { $0.waiting.map(\.item) }
        hosts = [:]
        ready = []
        return waiting
    }

    private mutating func offer(_ line: Line) {
        guard !line.isReady, !line.waiting.isEmpty, line.running < perHost else { return }
        line.isReady = true
        ready.append(line)
    }

    private mutating func tidy(_ line: Line) {
        if line.waiting.isEmpty, line.running == 0, !line.isReady { hosts[line.host] = nil }
    }
}
