import CCurl
import Glibc
import Platform

/// The network thread's own: the multi handle, the transfers at work and those in line.
final class TransferWorker {
    private let mailbox: Mailbox
    private let multi: UnsafeMutableRawPointer
    private let sockets: SocketWatch
    private var queue: TransferQueue<Order>
    private let handles: EasyHandles
    private var active: [UInt64: Job] = [:]
    private var ids: [UnsafeMutableRawPointer: UInt64] = [:]
    private var answers: [(reply: Reply, result: Result<TransferResult, TransferError>)] = []
    private var isStopping = false

    private struct Job {
        let transfer: Transfer
        let order: Order
    }

    init(_ settings: WorkerSettings) {
        guard CurlLibrary.isReady, let multi = curl_multi_init() else {
            fatalError("libcurl could not be initialised: out of memory")
        }
        mailbox = settings.mailbox
        self.multi = multi
        sockets = SocketWatch(waker: mailbox.waker)
        sockets.follow(multi)
        queue = TransferQueue(width: settings.width, perHost: settings.perHost)
        let width = max(1, settings.width)
        handles = EasyHandles(limit: width)
        // Idle connections to more hosts than are asked at once: the next feed of a host that was
        // visited a while ago still finds one.
        tidings_curl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, 2 * width)
        // No limit of libcurl's own to the connections of a host: the queue holds to it, and libcurl counts
        // a proxy as one host, at which all others would wait with their deadlines running.
    }

    /// Works until it is told to stop.
    func run() {
        // For who looks at the threads of a daemon.
        CurrentThread.setName("tidings.network")
        blockBrokenPipe()
        while true {
            for command in mailbox.take() { obey(command) }
            if isStopping { break }
            startWaiting()
            sockets.work(multi)
            collect()
        }
        end()
    }

    private func obey(_ command: TransferCommand) {
        switch command {
        case .start(let order):
            queue.append(order, id: order.id, host: order.request.hostKey)
        case .cancel(let id, let hostKey):
            if let waiting = queue.remove(id: id, host: hostKey) {
                waiting.reply.resume(returning: .failure(.cancelled))
            } else {
                finish(id) { _ in .failure(.cancelled) }
                answer()
            }
        case .turn(let waiting): waiting.resume()
        case .stop: isStopping = true
        }
    }

    private func startWaiting() {
        while let (id, order) = queue.start() {
            guard let transfer = Transfer(order, handles: handles, sockets: sockets),
                curl_multi_add_handle(multi, transfer.handle) == CURLM_OK
            else {
                queue.finish(host: order.request.hostKey)
                order.reply.resume(returning: .failure(.other(code: 27, "out of memory")))
                continue
            }
            active[id] = Job(transfer: transfer, order: order)
            ids[transfer.handle] = id
        }
    }

    private func collect() {
        // Resumed together: each by itself would wake a thread that has nothing to do soon after.
        defer { answer() }
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let handle = message.pointee.easy_handle,
                let id = ids[handle]
            else { continue }
            // Removing the handle frees the message.
            let code = message.pointee.data.result
            finish(id) { $0.finish(code) }
        }
    }

    private func finish(
        _ id: UInt64, outcome: (Transfer) -> Result<TransferResult, TransferError>
    ) {
        guard let job = active.removeValue(forKey: id) else { return }
        ids[job.transfer.handle] = nil
        job.transfer.noteConnection()
        let result = outcome(job.transfer)
        curl_multi_remove_handle(multi, job.transfer.handle)
        queue.finish(host: job.order.request.hostKey)
        answers.append((job.order.reply, result))
    }

    private func answer() {
        for (reply, result) in answers { reply.resume(returning: result) }
        answers.removeAll(keepingCapacity: true)
    }

    private func end() {
        for id in active.keys { finish(id) { _ in .failure(.cancelled) } }
        answer()
        for waiting in queue.removeAll() { waiting.reply.resume(returning: .failure(.cancelled)) }
        for command in mailbox.close() {
            switch command {
            case .start(let order): order.reply.resume(returning: .failure(.cancelled))
            case .turn(let waiting): waiting.resume()
            case .cancel, .stop: break
            }
        }
        curl_multi_cleanup(multi)
        mailbox.announceEnd()
    }

    /// A server that hangs up while something is sent to it must not end the program: without
    /// signals libcurl leaves SIGPIPE to its user, and TLS writes cannot switch it off.
    private func blockBrokenPipe() {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }
}
