public import Values

/// What the daemon's fetcher brought for one address: as `tidingsd --probe` prints it, and as
/// `tidings`, which has no fetcher of its own, reads it.
///
/// Its form is that of a message of HTTP: lines of `name: value` in UTF-8, an empty line, and the
/// decoded body. Names that are not known are passed over.
public struct ProbeAnswer: Sendable, Equatable {
    public enum Outcome: Sendable, Equatable {
        /// The server answered, whatever its status.
        case answer(ResponseFacts)
        /// No answer came.
        case failure(PollFailure)
        /// A host was not asked which wants to be left alone until then; what a person is told of it.
        case held(until: Timestamp, reason: String)
    }

    public var outcome: Outcome
    /// What redirects asked to wait that led to no answer; those of one are among its facts.
    public var redirectRetryAfter: [String] = []
    /// The server that answered, or the one that was left alone behind a redirect.
    public var host: Schedule.Host?
    public var contentType: String?
    /// Decoded.
    public var body: [UInt8]

    public init(
        _ outcome: Outcome, contentType: String? = nil, body: [UInt8] = []
    ) {
        self.outcome = outcome
        self.contentType = contentType
        self.body = body
    }

    // MARK: - Writing

    /// The message.
    public var bytes: [UInt8] {
        var text: [UInt8] = []
        func add(_ name: Name, _ value: [UInt8]?) {
            guard let value else { return }
            text += Array(name.rawValue.utf8) + Array(": ".utf8)
            // A value is one line, whatever a server sends.
            text += value.map { $0 == 0x0a || $0 == 0x0d ? 0x20 : $0 } + [0x0a]
        }
        func add(_ name: Name, _ value: String?) { add(name, value.map { Array($0.utf8) }) }
        var asked = redirectRetryAfter
        switch outcome {
        case .failure(let failure):
            add(.failure, failure.kind.rawValue)
            add(.reason, failure.reason)
        case .held(let until, let reason):
            add(.heldUntil, "\(until.seconds)")
            add(.reason, reason)
        case .answer(let facts):
            add(.status, "\(facts.status)")
            add(.url, facts.url)
            add(.permanentTarget, facts.permanentTarget)
            add(.requests, "\(facts.requests)")
            add(.bytesReceived, "\(facts.bytesReceived)")
            add(.peerIsPublic, "\(facts.peerIsPublic)")
            add(.withheldSecrets, "\(facts.withheldSecrets)")
            add(.eTag, facts.validators.eTag)
            add(.lastModified, facts.validators.lastModified)
            add(.validatorsURL, facts.validators.url)
            add(.cacheControl, facts.cacheControl)
            add(.expires, facts.expires)
            add(.retryAfter, facts.retryAfter)
            asked = facts.redirectRetryAfter
            add(.date, facts.date)
            add(.age, facts.age)
            add(.contentType, contentType)
        }
        for wish in asked { add(.redirectRetryAfter, wish) }
        add(.host, host?.name)
        add(.isLocal, host.map { "\($0.isLocal)" })
        return text + [0x0a] + body
    }

    private enum Name: String {
        case failure, reason, status, url, requests, expires, date, age, host
        case isLocal = "host-is-local"
        case heldUntil = "held-until"
        case permanentTarget = "permanent-target"
        case bytesReceived = "bytes-received"
        case peerIsPublic = "peer-is-public"
        case withheldSecrets = "withheld-secrets"
        case eTag = "etag"
        case lastModified = "last-modified"
        case validatorsURL = "validators-url"
        case cacheControl = "cache-control"
        case retryAfter = "retry-after"
        case redirectRetryAfter = "redirect-retry-after"
        case contentType = "content-type"
    }

    // MARK: - Reading

    /// Reads a message; nil when it is none.
    public init?(_ bytes: [UInt8]) {
        var values: [String: [[UInt8]]] = [:]
        var rest = bytes[...]
        while true {
            guard let end = rest.firstIndex(of: 0x0a) else { return nil }
            let line = rest[rest.startIndex..<end]
            rest = rest[(end + 1)...]
            if line.isEmpty { break }
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
            values[String(decoding: line[..<colon], as: UTF8.self), default: []].append(
                Array(line[(colon + 1)...].drop { $0 == 0x20 }))
        }
        func raw(_ name: Name) -> [UInt8]? { values[name.rawValue]?.last }
        func text(_ name: Name) -> String? { raw(name).map { String(decoding: $0, as: UTF8.self) } }
        let asked = (values[Name.redirectRetryAfter.rawValue] ?? []).map {
            String(decoding: $0, as: UTF8.self)
        }
        host = text(.host).map { Schedule.Host(name: $0, isLocal: text(.isLocal) == "true") }
        if let until = text(.heldUntil).flatMap({ Int64($0) }) {
            outcome = .held(until: Timestamp(seconds: until), reason: text(.reason) ?? "")
            redirectRetryAfter = asked
        } else if let kind = text(.failure).flatMap(PollFailure.Kind.init(rawValue:)) {
            outcome = .failure(PollFailure(kind, text(.reason) ?? ""))
            redirectRetryAfter = asked
        } else {
            guard let status = text(.status).flatMap({ Int($0) }) else { return nil }
            var facts = ResponseFacts(status: status)
            facts.url = text(.url)
            facts.permanentTarget = text(.permanentTarget)
            facts.requests = text(.requests).flatMap { Int($0) } ?? 1
            facts.bytesReceived = text(.bytesReceived).flatMap { Int64($0) } ?? 0
            facts.peerIsPublic = text(.peerIsPublic) != "false"
            facts.withheldSecrets = text(.withheldSecrets) == "true"
            facts.validators = Validators(
                eTag: raw(.eTag), lastModified: raw(.lastModified), url: text(.validatorsURL))
            facts.cacheControl = text(.cacheControl)
            facts.expires = text(.expires)
            facts.retryAfter = text(.retryAfter)
            facts.redirectRetryAfter = asked
            facts.date = text(.date)
            facts.age = text(.age)
            outcome = .answer(facts)
        }
        contentType = text(.contentType)
        body = Array(rest)
    }
}

extension PollFailure {
    fileprivate enum Kind: String {
        case unreachable, silent, failed, broken, refused, unsecured, misled, local
    }

    fileprivate var kind: Kind {
        switch self {
        case .unreachable: .unreachable
        case .silent: .silent
        case .failed: .failed
        case .broken: .broken
        case .refused: .refused
        case .unsecured: .unsecured
        case .misled: .misled
        case .local: .local
        }
    }

    fileprivate init(_ kind: Kind, _ reason: String) {
        switch kind {
        case .unreachable: self = .unreachable(reason)
        case .silent: self = .silent(reason)
        case .failed: self = .failed(reason)
        case .broken: self = .broken(reason)
        case .refused: self = .refused(reason)
        case .unsecured: self = .unsecured(reason)
        case .misled: self = .misled(reason)
        case .local: self = .local(reason)
        }
    }
}
