import Glibc

/// Taking out of an array so that what the elements took is the system's again: `removeFirst` and
/// `removeLast` keep it for those that come.
extension Array {
    /// Takes out the first elements.
    public mutating func letGo(first count: Int) {
        removeSubrange(..<count)
        giveBackSpareRoom()
    }

    /// Takes out the last elements.
    public mutating func letGo(last count: Int) {
        removeLast(count)
        giveBackSpareRoom()
    }

    /// Gives back the memory of the room behind the elements, in whole pages. The room itself stays, and
    /// takes memory again where something comes to stand.
    private mutating func giveBackSpareRoom() {
        // Another array may have these elements: then the room is that of a copy of its own.
        unsafe withUnsafeMutableBufferPointer { _ in }
        let room = (capacity - count) * MemoryLayout<Element>.stride
        guard room >= SpareRoom.least else { return }
        unsafe withUnsafeMutableBufferPointer { elements in
            guard let start = elements.baseAddress else { return }
            unsafe SpareRoom.giveBack(from: UnsafeMutableRawPointer(start + elements.count), room)
        }
    }
}

private enum SpareRoom {
    /// Bytes that are worth a call.
    static let least = 256 << 10

    static func giveBack(from end: UnsafeMutableRawPointer, _ room: Int) {
        let page = sysconf(Int32(_SC_PAGESIZE))
        // None is reached into that holds anything else.
        let start = unsafe end.alignedUp(toMultipleOf: page)
        let behind = unsafe (end + room).alignedDown(toMultipleOf: page)
        if unsafe start < behind { unsafe _ = madvise(start, behind - start, MADV_DONTNEED) }
    }
}
