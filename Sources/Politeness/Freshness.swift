internal import Values

extension ResponseFacts {
    /// For how long the answer is as good as a new one (RFC 9111 §4.2): `max-age`, else `Expires`
    /// minus `Date`; less the `Age` that it has spent in caches.
    ///
    /// Nil when the server says nothing, or that it may be stale at once: both mean "ask when you
    /// would anyway". `known` is the lifetime of a document that a 304 says to be unchanged: one without
    /// a word on it leaves that in force (§4.3.4).
    func freshness(now: Timestamp, else known: Int64? = nil) -> PollPolicy.Wait? {
        let directives = CacheControl(cacheControl ?? "")
        let lifetime: Int64
        let reason: String
        if directives.isUncacheable {
            return nil
        } else if let maxAge = directives.maxAge ?? (namesLifetime ? nil : known) {
            lifetime = maxAge
            reason = "max-age of the server, \(SpanText.rough(maxAge))"
        } else if let expires, let end = HTTPDate.parse(expires.utf8) {
            lifetime = end.seconds(since: sent(now: now))
            reason = "Expires of the server, \(SpanText.rough(lifetime)) ahead"
        } else {
            return nil
        }
        let (rest, overflow) = lifetime.subtractingReportingOverflow(deltaSeconds(age) ?? 0)
        return overflow || rest <= 0 ? nil : PollPolicy.Wait(seconds: rest, reason: reason)
    }

    /// The `max-age` that a 304 without one of its own leaves in force. An `Expires` is none: it names a
    /// moment, which does not move.
    var lifetime: Int64? {
        let directives = CacheControl(cacheControl ?? "")
        return directives.isUncacheable ? nil : directives.maxAge
    }

    /// Whether the answer has a word on how long the document is good.
    var namesLifetime: Bool { cacheControl != nil || expires != nil }

    /// Seconds that `Retry-After` asks to wait, in either of its forms (RFC 9110 §10.2.3): a number
    /// of seconds, or a date, which is read relative to the response's own `Date` so that a wrong
    /// clock on either side does no harm. Of several, as a proxy before an application makes, the longest
    /// counts; a part of a second counts as a whole one. Nil when there is none or it is malformed.
    func retryDelay(now: Timestamp) -> Int64? {
        retryAfter.flatMap { retryDelay($0, now: now) }
    }

    /// The longest that the answer or a redirect on the way to it asks for. Who redirects so is followed
    /// all the same: one that says it each time would never be read otherwise. The wait is for the next
    /// poll, which asks the redirect again.
    func longestRetryDelay(now: Timestamp) -> Int64? {
        ([retryAfter].compactMap(\.self) + redirectRetryAfter)
            .compactMap { retryDelay($0, now: now) }.max()
    }

    private func retryDelay(_ retryAfter: String, now: Timestamp) -> Int64? {
        let parts = retryAfter.utf8.split(separator: UInt8(ascii: ","))
        var delays = parts.compactMap { seconds($0.trimmed) }
        // The name of the day has a comma behind it.
        let dates =
            parts.map { HTTPDate.parse($0) }
            + zip(parts, parts.dropFirst()).map { day, rest in
                HTTPDate.parse(Array(day) + [UInt8(ascii: ",")] + Array(rest))
            }
        delays += dates.compactMap { $0.map { max(0, $0.seconds(since: sent(now: now))) } }
        return delays.max()
    }

    /// A number of seconds, rounded up: some programs send what they have left of a limit to the millisecond.
    private func seconds(_ number: Substring.UTF8View) -> Int64? {
        let parts = number.split(
            separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first.flatMap({ deltaSeconds($0) }) else { return nil }
        guard parts.count > 1, !parts[1].isEmpty else { return whole }
        return deltaSeconds(parts[1]).map { $0 > 0 ? whole + 1 : whole }
    }

    private func sent(now: Timestamp) -> Timestamp {
        date.flatMap { HTTPDate.parse($0.utf8) } ?? now
    }
}

/// The directives of `Cache-Control` that a poller heeds (RFC 9111 §5.2.2).
public struct CacheControl: Equatable, Sendable {
    private(set) var maxAge: Int64?
    /// `no-store` or `no-cache`: the answer is not to be remembered, and nothing can be read out of a
    /// lifetime given beside them.
    public private(set) var isUncacheable = false

    /// Reads the field's value, several lines of it joined by commas.
    public init(_ value: String) {
        for directive in Self.directives(of: Array(value.utf8)) {
            let parts = directive.split(separator: UInt8(ascii: "="), maxSplits: 1)
            guard let name = parts.first.map({ String(decoding: $0.trimmed, as: UTF8.self) }) else {
                continue
            }
            switch name.lowercased() {
            case "no-store": isUncacheable = true
            // With names of header fields it is about these alone (RFC 9111 §5.2.2.4).
            case "no-cache" where parts.count == 1: isUncacheable = true
            // The first one stands; a second is a mistake of the server (RFC 9111 §4.2.1).
            case "max-age" where maxAge == nil && parts.count == 2:
                maxAge = deltaSeconds(parts[1].trimmed.filter { $0 != UInt8(ascii: "\"") })
            default: break
            }
        }
    }

    /// What stands between the commas, those left out that are in quotes (RFC 9110 §5.6.4). Quotes that are
    /// not closed take the rest.
    private static func directives(of value: [UInt8]) -> [ArraySlice<UInt8>] {
        var (isQuoted, isEscaped) = (false, false)
        return value.split { byte in
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\"") {
                isQuoted.toggle()
            } else if isQuoted, byte == UInt8(ascii: "\\") {
                isEscaped = true
            }
            return !isQuoted && byte == UInt8(ascii: ",")
        }
    }
}

/// A delta-seconds value (RFC 9111 §1.2.2): digits only; a number too large to hold counts as the
/// largest, as the RFC asks. Nil for anything else.
private func deltaSeconds(_ value: String?) -> Int64? {
    value.flatMap { deltaSeconds($0.utf8.trimmed) }
}

private func deltaSeconds(_ digits: some Sequence<UInt8>) -> Int64? {
    let ceiling: Int64 = 1 << 31
    var number: Int64?
    for byte in digits {
        guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
        number = min(ceiling, (number ?? 0) * 10 + Int64(byte - UInt8(ascii: "0")))
    }
    return number
}

extension BidirectionalCollection where Element == UInt8 {
    /// Without the spaces and tabs at both ends.
    fileprivate var trimmed: SubSequence {
        var slice = self[...]
        while let first = slice.first, first == 0x20 || first == 0x09 { slice.removeFirst() }
        while let last = slice.last, last == 0x20 || last == 0x09 { slice.removeLast() }
        return slice
    }
}
