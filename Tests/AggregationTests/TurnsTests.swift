import Platform
import Testing

@testable import Aggregation

struct TurnsTests {
    @Test func `nobody begins before those who asked earlier have ended`() async {
        let turns = Turns()
        let steps = Locked<[String]>([])
        let (gate, opener) = AsyncStream.makeStream(of: Void.self)
        let (begun, beginner) = AsyncStream.makeStream(of: Void.self)
        let first = Task {
            await turns.take {
                beginner.yield()
                for await _ in gate { break }
                steps.withLock { $0.append("first") }
            }
        }
        for await _ in begun { break }
        let second = Task {
            await turns.take {
                steps.withLock { $0.append("second") }
                return 2
            }
        }
        for _ in 0..<50 { await Task.yield() }
        #expect(steps.withLock { $0 } == [])
        opener.yield()
        await first.value
        #expect(await second.value == 2)
        #expect(steps.withLock { $0 } == ["first", "second"])
    }

    @Test func `who is cancelled does not cut the work short, nor keep others from theirs`() async {
        let turns = Turns()
        let task = Task {
            await turns.take {
                for _ in 0..<20 { await Task.yield() }
                return Task.isCancelled
            }
        }
        task.cancel()
        #expect(await task.value == false)
        #expect(await turns.take { 3 } == 3)
    }
}
