internal import CThread
@preconcurrency internal import Dispatch
import Glibc

/// The signals that a daemon is told things by, as an async sequence. A process has one at a time.
///
/// A handler of our own writes each into a pipe: it is there from one moment to the next, whereas a source
/// of Dispatch begins to see signals some time after it was made, on another thread, and those before are
/// lost. Blocking signals and waiting for them does not work, since threads of the runtime exist before
/// `main` and would take the default action.
public final class SignalStream: Sendable {
    public enum Signal: Sendable {
        case terminate, reload
        /// What stands on the terminal is not what was drawn, or has another room.
        case redraw
    }

    public let signals: AsyncStream<Signal>
    private let reader: any DispatchSourceRead
    private let numbers: [Int32]

    /// From now on SIGTERM and SIGINT are `terminate`, SIGHUP is `reload`, and SIGPIPE is ignored.
    ///
    /// - Parameter drawsOnTerminal: whether SIGWINCH, the terminal has another size, and SIGCONT, the
    ///   program goes on after it was stopped, are `redraw`. To such a program SIGHUP tells the end of its
    ///   terminal: where that is ignored from the start, as under nohup(1), it stays so.
    public init(drawsOnTerminal: Bool = false) {
        let staysIgnored = drawsOnTerminal && SignalAction.isIgnored(SIGHUP)
        numbers =
            [SIGTERM, SIGINT] + (staysIgnored ? [] : [SIGHUP])
            + (drawsOnTerminal ? [SIGWINCH, SIGCONT] : [])
        let (stream, continuation) = AsyncStream.makeStream(of: Signal.self)
        signals = stream
        var ends: [Int32] = [-1, -1]
        guard pipe2(&ends, O_CLOEXEC | O_NONBLOCK) == 0 else {
            fatalError("no pipe for signals: error \(errno)")
        }
        let (readEnd, writeEnd) = (ends[0], ends[1])
        reader = DispatchSource.makeReadSource(fileDescriptor: readEnd, queue: .global())
        reader.setEventHandler {
            var numbers = [UInt8](repeating: 0, count: 16)
            let count = read(readEnd, &numbers, numbers.count)
            for number in numbers.prefix(max(0, count)) {
                continuation.yield(Self.signal(Int32(number)))
            }
        }
        reader.setCancelHandler {
            close(readEnd)
            close(writeEnd)
        }
        reader.resume()
        pipeEnd = writeEnd
        for number in numbers { Self.handle(number, by: forward) }
        Glibc.signal(SIGPIPE, SIG_IGN)
    }

    deinit {
        for number in numbers { Glibc.signal(number, SIG_IGN) }
        pipeEnd = -1
        reader.cancel()
    }

    private static func signal(_ number: Int32) -> Signal {
        switch number {
        case SIGHUP: .reload
        case SIGWINCH, SIGCONT: .redraw
        default: .terminate
        }
    }

    private static func handle(
        _ number: Int32, by handler: @escaping @convention(c) (Int32) -> Void
    ) {
        var action = sigaction()
        action.__sigaction_handler.sa_handler = handler
        action.sa_flags = SA_RESTART
        sigaction(number, &action, nil)
    }
}

/// The end of the pipe that the handler writes to. A number from the start: a handler may run on any
/// thread at any time, and must neither allocate nor wait.
nonisolated(unsafe) private var pipeEnd: Int32 = -1

private func forward(_ number: Int32) {
    let error = errno
    var byte = UInt8(truncatingIfNeeded: number)
    _ = write(pipeEnd, &byte, 1)
    errno = error
}
