import Glibc
import Platform
import Testing

struct SignalStreamTests {
    /// In a process of its own, which a signal that is lost would leave waiting: the alarm ends it.
    @Test func `a signal is seen from the moment on that the stream is there`() async {
        await #expect(processExitsWith: .success) {
            alarm(120)
            for signal in [SIGHUP, SIGTERM, SIGINT] {
                for _ in 0..<20 {
                    let stream = SignalStream()
                    kill(getpid(), signal)
                    var seen = stream.signals.makeAsyncIterator()
                    #expect(await seen.next() == (signal == SIGHUP ? .reload : .terminate))
                }
            }
        }
    }

    @Test func `a hang-up that is ignored from the start ends no program of a terminal`() async {
        await #expect(processExitsWith: .success) {
            alarm(120)
            signal(SIGHUP, SIG_IGN)
            let stream = SignalStream(drawsOnTerminal: true)
            var seen = stream.signals.makeAsyncIterator()
            kill(getpid(), SIGHUP)
            kill(getpid(), SIGCONT)
            #expect(await seen.next() == .redraw)
        }
        // A daemon is told to read its configuration again, whoever started it.
        await #expect(processExitsWith: .success) {
            alarm(120)
            signal(SIGHUP, SIG_IGN)
            let stream = SignalStream()
            var seen = stream.signals.makeAsyncIterator()
            kill(getpid(), SIGHUP)
            #expect(await seen.next() == .reload)
        }
    }

    @Test func `what draws on a terminal is told of its size and of going on`() async {
        await #expect(processExitsWith: .success) {
            alarm(120)
            let stream = SignalStream(drawsOnTerminal: true)
            var seen = stream.signals.makeAsyncIterator()
            for signal in [SIGWINCH, SIGCONT] {
                kill(getpid(), signal)
                #expect(await seen.next() == .redraw)
            }
            kill(getpid(), SIGTERM)
            #expect(await seen.next() == .terminate)
        }
    }
}
