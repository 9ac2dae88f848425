import Glibc
import Platform
import Testing

@Suite("What left an array that another shares")
struct SharedRoomTests {
    @Test func `the room that is given back is that of the copy, and nothing else is touched`() {
        var array = [Int](repeating: 1, count: 400_000)
        array.removeLast(399_000)
        let other = array
        array.letGo(last: 0)
        let near = [Int](repeating: 7, count: 100_000)
        array.append(2)
        array.letGo(last: 1)
        #expect(array == other)
        #expect(other.allSatisfy { $0 == 1 })
        #expect(near.allSatisfy { $0 == 7 })
    }

    @Test func `what the room took is the system's again`() {
        var array = [Int](repeating: 1, count: 4_000_000)
        let before = residentPages(of: &array, from: 1_000)
        array.letGo(last: 3_999_000)
        #expect(before > 7_000)
        #expect(residentPages(of: &array, from: 1_000) < 10)
        #expect(array.allSatisfy { $0 == 1 })
    }

    /// The pages of an array's room behind so many elements that are in memory.
    private func residentPages(of array: inout [Int], from first: Int) -> Int {
        let bytes = (array.capacity - first) * MemoryLayout<Int>.stride
        let page = sysconf(Int32(_SC_PAGESIZE))
        return array.withUnsafeMutableBufferPointer { elements in
            guard let base = elements.baseAddress else { return -1 }
            let start = UnsafeMutableRawPointer(base + first).alignedUp(toMultipleOf: page)
            var isResident = [UInt8](repeating: 0, count: bytes / page)
            guard mincore(start, (bytes / page - 1) * page, &isResident) == 0 else { return -1 }
            return isResident.count { $0 & 1 != 0 }
        }
    }
}
