import CCurl
import Glibc
import Platform

/// What the threads of the program tell the network thread.
enum TransferCommand: Sendable {
    case start(Order)
    case cancel(id: UInt64, hostKey: String)
    /// To be answered at once.
    case turn(CheckedContinuation<Void, Never>)
    case stop
}

/// A transfer that is asked for: handed on from queue to queue, and so shared and not copied.
final class Order: Sendable {
    let id: UInt64
    let request: TransferRequest
    let reply: Reply

    init(id: UInt64, _ request: TransferRequest, _ reply: Reply) {
        self.id = id
        self.request = request
        self.reply = reply
    }
}

/// Who waits for a transfer.
typealias Reply = CheckedContinuation<Result<TransferResult, TransferError>, Never>

/// Commands on their way to the network thread, which is woken from its wait by the first of them.
final class Mailbox: Sendable {
    /// Readable (eventfd(2)) from a post on until it is read.
    let waker: Int32
    private let state = Locked(State())

    private struct State {
        var commands: [TransferCommand] = []
        var isClosed = false
        var hasEnded = false
        var stopped: [CheckedContinuation<Void, Never>] = []
    }

    init() {
        waker = tidings_eventfd_open()
        guard waker >= 0 else { fatalError("no eventfd for the network: error \(errno)") }
    }

    deinit { Glibc.close(waker) }

    /// False once the thread takes no more.
    func post(_ command: TransferCommand) -> Bool {
        state.withLock { state in
            guard !state.isClosed else { return false }
            state.commands.append(command)
            if state.commands.count == 1 {
                var one: UInt64 = 1
                _ = write(waker, &one, 8)
            }
            return true
        }
    }

    func take() -> [TransferCommand] {
        state.withLock { state in
            var commands: [TransferCommand] = []
            swap(&commands, &state.commands)
            return commands
        }
    }

    /// Takes no more from here on; answers with what was posted before and not taken.
    func close() -> [TransferCommand] {
        state.withLock { state in
            state.isClosed = true
            var commands: [TransferCommand] = []
            swap(&commands, &state.commands)
            return commands
        }
    }

    /// Returns when `announceEnd` was called.
    func waitForEnd() async {
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                if !state.hasEnded { state.stopped.append(continuation) }
                return state.hasEnded
            }
            if isOver { continuation.resume() }
        }
    }

    func announceEnd() {
        let waiting = state.withLock { state in
            state.hasEnded = true
            defer { state.stopped = [] }
            return state.stopped
        }
        for continuation in waiting { continuation.resume() }
    }
}
