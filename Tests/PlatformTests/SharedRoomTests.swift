import Platform
import Testing

@Suite("What left an array that another shares")
struct SharedRoomTests {
    @Test("The room that is given back is that of the copy, and nothing else is touched")
    func shared() {
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
}
