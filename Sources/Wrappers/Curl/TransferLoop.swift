import Glibc
import Platform
import Synchronization

/// A libcurl multi handle on a thread of its own.
///
/// Callers post what they want and wait for the answer; handles and callbacks never leave the
/// thread. Ends with `stop`, or when nobody holds it any more.
public final class TransferLoop: Sendable {
    private let mailbox = Mailbox()
    private let lastID = Atomic<UInt64>(0)
    /// Nil once it was waited for.
    private let thread: Locked<pthread_t?>

    /// At most `width` transfers run at once, `perHost` of them on one host; more wait in line.
    public init(width: Int, perHost: Int) {
        let settings = WorkerSettings(mailbox: mailbox, width: width, perHost: perHost)
        do {
            thread = Locked(try OwnThread.start { TransferWorker(settings).run() })
        } catch {
            fatalError("no thread for the network: \(error)")
        }
    }

    deinit {
        _ = mailbox.post(.stop)
        thread.withLock { if let thread = $0 { pthread_detach(thread) } }
    }

    /// Carries out one transfer; cancelling the task ends it at once. It is asked for on the actor of who asks.
    public func perform(
        _ request: TransferRequest, isolation: isolated (any Actor)? = #isolation
    ) async throws(TransferError) -> TransferResult {
        let id = lastID.add(1, ordering: .relaxed).newValue
        let ticket = Locked(Ticket.issued)
        let result = await withTaskCancellationHandler {
            // Without its mention this would run beside the actor, and wake a thread for it.
            _ = isolation
            return await withCheckedContinuation { (reply: Reply) in
                // Within the lock, so that a cancellation comes either before, and nothing is
                // started, or is posted after the start.
                let isStarted = ticket.withLock { ticket in
                    guard ticket == .issued else { return false }
                    ticket = .posted
                    return mailbox.post(.start(Order(id: id, request, reply)))
                }
                if !isStarted { reply.resume(returning: .failure(.cancelled)) }
            }
        } onCancel: {
            ticket.withLock { ticket in
                if ticket == .posted {
                    _ = mailbox.post(.cancel(id: id, hostKey: request.hostKey))
                }
                ticket = .cancelled
            }
        }
        return try result.get()
    }

    /// Back when the thread has taken this from its mailbox, or has ended.
    public func turn() async {
        await withCheckedContinuation { waiting in
            if !mailbox.post(.turn(waiting)) { waiting.resume() }
        }
    }

    /// Ends all transfers with `cancelled` and waits for the thread to be gone.
    public func stop() async {
        _ = mailbox.post(.stop)
        await mailbox.waitForEnd()
        // It still frees handles and what OpenSSL keeps for a thread: a process that ended meanwhile
        // would take the library from under it.
        thread.withLock { thread in
            guard let joined = thread else { return }
            pthread_join(joined, nil)
            thread = nil
        }
    }

    private enum Ticket { case issued, posted, cancelled }
}

/// What the thread starts from.
struct WorkerSettings: Sendable {
    let mailbox: Mailbox
    let width: Int
    let perHost: Int
}
