internal import Values

/// How long entries and events are kept: what feeds.yml says under `defaults:` and `store:`.
public struct Retention: Hashable, Sendable {
    /// Seconds after its arrival for which an entry is kept; nil: for ever. Feeds may say their own.
    public var keep: Int64?
    /// How many entries of a feed are kept; nil: all. Feeds may say their own.
    public var keepEntries: Int?
    /// Seconds after its latest entry for which the facts of an event are kept; nil: for ever. It goes
    /// never before its entries.
    public var keepEvents: Int64?
    /// The bytes that the database may fill; nil: as many as it takes.
    public var maxSize: Int64?

    public init(keep: Int64?, keepEntries: Int?, keepEvents: Int64?, maxSize: Int64?) {
        self.keep = keep
        self.keepEntries = keepEntries
        self.keepEvents = keepEvents
        self.maxSize = maxSize
    }

    /// What holds where feeds.yml says nothing: a year of texts, three years of events.
    ///
    /// Time alone bounds the store then, in step with what is followed: nothing that came of late goes
    /// because something else was large. How much disk there is to fill is for its owner to say.
    public static let standard = Retention(
        keep: 365 * 86_400, keepEntries: nil, keepEvents: 3 * 365 * 86_400, maxSize: nil)
}

/// A bound that may be lifted: `90d` or `forever`.
enum Bound<Value: Hashable & Sendable>: Hashable, Sendable {
    case none
    case most(Value)

    /// Nil where there is no bound.
    var value: Value? {
        if case .most(let value) = self { value } else { nil }
    }
}

/// What `store:` says.
struct StoreSettings: Equatable {
    var keepEvents: Bound<Int64>?
    var maxSize: Bound<Int64>?
}

extension Retention {
    init(_ defaults: FeedSettings, _ store: StoreSettings) {
        self = .standard
        if let keep = defaults.keep { self.keep = keep.value }
        if let count = defaults.keepEntries { keepEntries = count.value }
        if let keep = store.keepEvents { keepEvents = keep.value }
        if let size = store.maxSize { maxSize = size.value }
    }
}

/// `keep:` and `keep_events:`.
enum KeptTime {
    /// Events are found among the entries of ten days, which are kept in any case.
    static let shortest: Int64 = 10 * 86_400

    static let form = "a time like 90d or 52w, at least 10d, or forever"

    static func bound(_ text: String) -> Bound<Int64>? {
        if text == "forever" { return Bound.none }
        guard let seconds = SpanText.seconds(text), seconds >= shortest else { return nil }
        return .most(seconds)
    }
}

/// `keep_entries:`.
enum KeptCount {
    static let form = "a number of entries from 1 on, or all"

    static func bound(_ text: String) -> Bound<Int>? {
        if text == "all" { return Bound.none }
        // Nine digits are more than any feed brings.
        guard (1...9).contains(text.utf8.count), text.utf8.allSatisfy(\.isASCIIDigit),
            let count = Int(text), count > 0
        else { return nil }
        return .most(count)
    }
}

/// `max_size:` of `store:`.
enum StoreSize {
    static let smallest: Int64 = 16 << 20

    static let form = "a size like 500M, 2G or 2GB, from 16M on, or none"

    /// K, M, G and T being 1,024, with or without a B.
    static func bound(_ text: String) -> Bound<Int64>? {
        if text == "none" { return Bound.none }
        let units: [UInt8: Int64] = [
            UInt8(ascii: "k"): 10, UInt8(ascii: "m"): 20, UInt8(ascii: "g"): 30,
            UInt8(ascii: "t"): 40,
        ]
        var digits = text.utf8[...]
        if digits.last?.asciiLowercased == UInt8(ascii: "b") { digits.removeLast() }
        guard let unit = digits.last.flatMap({ units[$0.asciiLowercased] }) else { return nil }
        digits.removeLast()
        // Six digits of the largest unit do not overflow.
        guard (1...6).contains(digits.count), digits.allSatisfy(\.isASCIIDigit),
            let number = Int64(String(Substring(digits)))
        else { return nil }
        let bytes = number << unit
        return bytes >= smallest ? .most(bytes) : nil
    }
}
