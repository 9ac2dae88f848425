internal import Platform

/// What the reading of one document may still take.
///
/// It ends where nobody waits for the document any more, and where it takes far longer than that of any
/// sound document of its size: whatever a document has found to be slow at, it does not hold a processor
/// for minutes. Lives on the thread that reads.
final class ParseBudget {
    /// Why the reading ends; nil while it goes on.
    private(set) var end: ParseError?
    /// Nanoseconds of this thread's processor time.
    private let allowance: UInt64
    private let start: UInt64
    private var steps = 0

    /// How many steps are taken between two looks at the clock: a look costs as much as a short element.
    private static let stride = 256

    /// For a document of `byteCount` bytes.
    init(_ limits: ParseLimits, byteCount: Int) {
        let perByte = limits.nanosecondsPerByte * byteCount
        allowance = UInt64(clamping: limits.leastSeconds * 1_000_000_000 + perByte)
        start = SystemTime.threadCPUNanoseconds()
    }

    /// Counts an element, a tag of HTML or something as small; whether the reading ends.
    func step() -> Bool {
        steps &+= 1
        return steps % Self.stride == 0 ? check() : end != nil
    }

    /// Looks whether the reading ends.
    func check() -> Bool {
        if end != nil { return true }
        if Task.isCancelled {
            end = .cancelled
        } else if SystemTime.threadCPUNanoseconds() &- start >= allowance {
            end = .tooSlow(seconds: Int(allowance / 1_000_000_000))
        }
        return end != nil
    }
}
