internal import FeedParsing
internal import Fetching
internal import Platform
internal import Politeness
internal import Storage
internal import Subscriptions
internal import Values

/// Asks for one feed and reads what comes; what that means for the feed is for others to say.
struct FeedVisit: Sendable {
    let fetcher: any FeedFetching
    let credentials: CredentialStore
    /// The time that documents took to be read.
    var parsingTime = WorkTime()
    /// Where large documents wait to be read.
    var room = DocumentRoom()

    /// What a visit found.
    enum Finding: Sendable {
        /// The server answered; `document` is there when the answer brought one that could be read.
        case answer(ResponseFacts, DocumentOutcome, document: ParsedFeed?)
        /// No answer came.
        case failure(PollFailure)
        /// A redirect led to a host that asked to be left alone, and it was.
        case held(HostPause)
        /// A redirect led to a host that others are being polled at; it may be tried again then.
        case queued(until: Timestamp)

        /// What it takes in memory, in bytes.
        var weight: Int {
            if case .answer(_, _, let document) = self { document?.weight ?? 0 } else { 0 }
        }

        /// Whether the document is still to be asked for, for the sake of a host on the way to it.
        var isPutOff: Bool {
            switch self {
            case .held, .queued: true
            case .answer, .failure: false
            }
        }

        /// Whether the feed's server was reached; nil when that stays open.
        var isReached: Bool? {
            switch self {
            case .failure(let failure): failure.mayBeOurs ? false : nil
            // A page in place of a feed is what a network answers with that wants a login.
            case .answer(_, .unreadable, _): nil
            case .answer, .held, .queued: true
            }
        }

        /// Whether the server was reached and let a deadline pass.
        var isSilent: Bool {
            if case .failure(.silent) = self { true } else { false }
        }
    }

    /// What a visit found, and the room that it takes until that is stored.
    struct Visited: Sendable {
        let finding: Finding
        /// What redirects asked to wait that led to no answer.
        var redirectRetryAfter: [String] = []
        var place: DocumentRoom.Place?
    }

    /// Visits `feed` at `address`, or at its own; nil when it was cancelled, after which nothing is known
    /// anew. With `isWhole` the document is asked for whether it has changed or not, since a person insists.
    /// That ends the pause of the feed's own host, and no other: the `admission` to hosts that redirects may
    /// lead to stands.
    ///
    /// Runs on the actor that asks; the document is read on the cooperative pool, so that it holds up no
    /// actor, and a large one on the thread of its line.
    func visit(
        _ feed: FeedRecord, at address: String? = nil, isWhole: Bool,
        admission: (@Sendable (Schedule.Host) async -> Admission)? = nil
    ) async -> Visited? {
        var request: FetchRequest
        do throws(SubscriptionError) {
            request = try self.request(for: feed, at: address)
            if isWhole { request.validators = Validators() }
            request.admission = admission
        } catch {
            return Visited(finding: .failure(.unsecured("\(error)")))
        }
        do throws(FetchError) {
            let response = try await fetcher.fetch(request)
            // The network between wants a login, and the feed's own server was not asked (RFC 6585 §6).
            if response.status == HTTPStatus.networkAuthenticationRequired {
                let reason = "511 Network Authentication Required: the network wants a login"
                return Visited(finding: .failure(.unreachable(reason)))
            }
            guard response.facts.bringsDocument else {
                return Visited(finding: .answer(response.facts, .none, document: nil))
            }
            let limits = ParseLimits.holding(documentBytes: request.limits.decodedBytes)
            guard
                let place = await room.enter(response.body.count, heldBytes: limits.heldBytes)
            else { return nil }
            let parser = FeedParser(limits: limits)
            let read =
                if let thread = place.thread {
                    try await thread.read(response, parser, for: self)
                } else {
                    try await readBeside(response, parser)
                }
            guard let finding = read else { return nil }
            place.resize(to: finding.weight)
            return Visited(finding: finding, place: place)
        } catch {
            let finding: Finding? =
                switch error.cause {
                case .hostPaused(let pause): .held(pause)
                case .hostBusy(let pause): .queued(until: pause.until)
                default: error.pollFailure.map { .failure($0) }
                }
            return finding.map {
                Visited(finding: $0, redirectRetryAfter: error.redirectRetryAfter)
            }
        }
    }

    private func request(
        for feed: FeedRecord, at address: String?
    ) throws(SubscriptionError) -> FetchRequest {
        let subscription = feed.subscription
        var request = try FetchRequest(for: subscription, credentials: credentials)
        if address != subscription.url { request.startURL = address }
        request.validators = feed.poll.conditions
        return request
    }

    @concurrent private func readBeside(
        _ response: FetchResponse, _ parser: FeedParser
    ) async throws(FetchError) -> Finding? {
        try read(response, parser)
    }

    /// What the document of `response` comes to; nil when the task was cancelled.
    func read(_ response: FetchResponse, _ parser: FeedParser) throws(FetchError) -> Finding? {
        let facts = response.facts
        if let start = try response.start(DocumentRoom.middlingLimit) {
            switch parse(start, response, parser) {
            case .success(var beginning) where beginning.isShortened:
                // It was cut here, and not on its way.
                beginning.ending = .whole
                return .answer(facts, .parsed, document: beginning)
            case .failure(let error) where error.isGivenUp: return finding(.failure(error), facts)
            case .success, .failure: break
            }
        }
        return finding(parse(try response.document(), response, parser), facts)
    }

    private func finding(
        _ reading: Result<ParsedFeed, ParseError>, _ facts: ResponseFacts
    ) -> Finding? {
        switch reading {
        case .success(let document):
            .answer(facts, document.ending == .whole ? .parsed : .cutOff, document: document)
        case .failure(.cancelled): nil
        case .failure(let error):
            .answer(
                facts, .unreadable("\(error)", isPage: error == .notAFeed(.html)), document: nil)
        }
    }

    private func parse(
        _ bytes: [UInt8], _ response: FetchResponse, _ parser: FeedParser
    ) -> Result<ParsedFeed, ParseError> {
        parsingTime.timed {
            Result { () throws(ParseError) in
                try parser.parse(
                    bytes, url: response.url, contentType: response.contentType)
            }
        }
    }
}

/// A thread on which the documents of one line are read that may take long, one at a time: the few threads of the
/// cooperative pool have all else to run, the schedule and the proof that the daemon lives among it.
actor DocumentThread {
    private let executor = QueueExecutor(label: "tidings.read")

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        // The actor keeps its executor alive.
        unsafe executor.asUnownedSerialExecutor()
    }

    /// See `FeedVisit.read`.
    func read(
        _ response: FetchResponse, _ parser: FeedParser, for visit: FeedVisit
    ) throws(FetchError) -> FeedVisit.Finding? {
        try visit.read(response, parser)
    }
}

extension FetchResponse {
    /// The body in memory.
    func document() throws(FetchError) -> [UInt8] {
        try inMemory { () throws(FileError) in try body.bytes() }
    }

    /// Some `count` bytes that a document begins with which is far larger: where more entries than are read
    /// come before their end, the rest need not be in memory. They end where no character of any charset
    /// does not.
    func start(_ count: Int) throws(FetchError) -> [UInt8]? {
        guard body.count > 2 * count else { return nil }
        var start = try inMemory { () throws(FileError) in try body.bytes(first: count) }
        // UTF-16 and UTF-32, of which all units come in the count.
        if start.prefix(4).contains(where: { $0 == 0 || $0 >= 0xfe }) { return start }
        let ends = Array("<>\" \n".utf8)
        start.removeLast(
            start.count - 1 - (start.lastIndex { ends.contains($0) } ?? start.count - 1))
        return start
    }

    private func inMemory(
        _ read: () throws(FileError) -> [UInt8]
    ) throws(FetchError) -> [UInt8] {
        do throws(FileError) {
            return try read()
        } catch {
            throw .local(reason: "a large document cannot be kept: \(error)")
        }
    }
}
