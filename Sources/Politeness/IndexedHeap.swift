internal import Values

/// A binary heap of distinct numbers, each with a priority that can be changed or taken out.
///
/// The smallest priority comes first; insertion, change and removal are logarithmic.
struct IndexedHeap: Sendable {
    typealias Member = Int64

    /// A moment, and a number that orders what falls on the same one.
    struct Priority: Comparable {
        let time: Timestamp
        let feed: Int64

        static func < (a: Priority, b: Priority) -> Bool {
            a.time == b.time ? a.feed < b.feed : a.time < b.time
        }

        func notBefore(_ time: Timestamp) -> Priority {
            Priority(time: max(self.time, time), feed: feed)
        }
    }

    private var nodes: [(member: Member, priority: Priority)] = []
    private var positions: [Member: Int] = [:]

    var isEmpty: Bool { nodes.isEmpty }
    var count: Int { nodes.count }

    /// The member with the smallest priority.
    var first: (member: Member, priority: Priority)? { nodes.first }

    /// Its priority; nil when it is not there.
    func priority(of member: Member) -> Priority? {
        positions[member].map { nodes[$0].priority }
    }

    /// Changes all priorities in a way that keeps their order.
    mutating func changeAll(_ change: (Priority) -> Priority) {
        for index in nodes.indices { nodes[index].priority = change(nodes[index].priority) }
    }

    /// Puts `member` in, or moves it when it is there.
    mutating func set(_ member: Member, to priority: Priority) {
        guard let position = positions[member] else {
            nodes.append((member, priority))
            positions[member] = nodes.count - 1
            siftUp(nodes.count - 1)
            return
        }
        // Hosts are put where they are already at most steps of a poll.
        if nodes[position].priority == priority { return }
        nodes[position].priority = priority
        siftDown(siftUp(position))
    }

    /// The same; nil: takes it out.
    mutating func set(_ member: Member, to priority: Priority?) {
        if let priority { set(member, to: priority) } else { remove(member) }
    }

    /// Takes `member` out; nothing happens when it is not there.
    mutating func remove(_ member: Member) {
        // The empty table would be asked by a hash all the same.
        if nodes.isEmpty { return }
        guard let position = positions.removeValue(forKey: member) else { return }
        let last = nodes.removeLast()
        guard position < nodes.count else { return }
        nodes[position] = last
        positions[last.member] = position
        siftDown(siftUp(position))
    }

    @discardableResult
    private mutating func siftUp(_ start: Int) -> Int {
        let node = nodes[start]
        var child = start
        while child > 0 {
            let parent = (child - 1) / 2
            guard node.priority < nodes[parent].priority else { break }
            place(nodes[parent], at: child)
            child = parent
        }
        if child != start { place(node, at: child) }
        return child
    }

    private mutating func siftDown(_ start: Int) {
        let node = nodes[start]
        var parent = start
        while true {
            var child = 2 * parent + 1
            guard child < nodes.count else { break }
            if child + 1 < nodes.count, nodes[child + 1].priority < nodes[child].priority {
                child += 1
            }
            guard nodes[child].priority < node.priority else { break }
            place(nodes[child], at: parent)
            parent = child
        }
        if parent != start { place(node, at: parent) }
    }

    private mutating func place(_ node: (member: Member, priority: Priority), at index: Int) {
        nodes[index] = node
        positions[node.member] = index
    }
}
