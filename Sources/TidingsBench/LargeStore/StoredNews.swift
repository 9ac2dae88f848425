internal import FeedParsing
internal import Values

/// The entries of a made store, with the event of each: texts of sixty words in HTML, every fifth a
/// copy, words as often as English at large has them.
struct StoredNews {
    /// An entry as a parser would make it, and what a clusterer would decide of it.
    struct Item {
        var entry: ParsedEntry
        /// The event among those of this run, the first being 0.
        var event: Int
        /// It is the first of its event.
        var opens: Bool
        /// It repeats the text of the first of its event.
        var isCopy: Bool
        var terms: [String]
    }

    private struct Event {
        let number: Int
        var left: Int
        let words: [String]
        let name: String
        var text = ""
    }

    private static let wordsInText = 60
    /// Events that go on at the same time: with ten thousand entries a day the large ones last for a
    /// day or two.
    private static let running = 64

    private let lexicon: NewsLexicon
    private var random: SplitMix
    private let sizes: [Int]
    private var events: [Event] = []
    private var opened = 0
    private let prefix: String
    private var made = 0

    /// - Parameter prefix: of the guids, so that several runs can fill one store.
    init(lexicon: NewsLexicon, entries: Int, events: Int, prefix: String, seed: UInt64) {
        var random = SplitMix(seed: seed)
        sizes = EventSizes(entries: entries, events: events, random: &random).sizes
        self.lexicon = lexicon
        self.prefix = prefix
        self.random = random
    }

    /// The next entry; after the last event the numbers begin anew with a further one.
    mutating func next(published: Timestamp) -> Item {
        while events.count < Self.running, opened < sizes.count { open(sizes[opened]) }
        if events.isEmpty { open(1) }
        let place = random.below(events.count)
        let opens = events[place].text.isEmpty
        let isCopy = !opens && random.below(5) == 0
        let text =
            isCopy ? events[place].text + " Read more at the source." : text(of: events[place])
        if opens { events[place].text = text }
        let event = events[place]
        events[place].left -= 1
        if events[place].left == 0 { events.swapAt(place, events.count - 1) }
        if events.last?.left == 0 { events.removeLast() }
        made += 1
        var entry = ParsedEntry()
        entry.id = "urn:entry:\(prefix)\(made)"
        entry.link = "https://www.example/\(event.words[0])/\(prefix)\(made)"
        entry.title = title(of: event)
        entry.published = published
        entry.author = random.below(3) == 0 ? lexicon.name(&random) : nil
        entry.summary = "<p>\(text)</p>"
        entry.text = text
        if random.below(2) == 0 { entry.categories = [event.words[1], event.words[2]] }
        return Item(
            entry: entry, event: event.number, opens: opens, isCopy: isCopy,
            terms: [event.name.lowercased()] + event.words.prefix(6))
    }

    private mutating func open(_ size: Int) {
        let words = (0..<10).map { _ in lexicon[lexicon.contentWord(&random)] }
        events.append(
            Event(number: opened, left: size, words: words, name: lexicon.name(&random)))
        opened += 1
    }

    private mutating func title(of event: Event) -> String {
        var title = event.name
        for place in 0..<7 {
            title += " "
            title +=
                place % 2 == 0
                ? event.words[random.below(event.words.count)] : lexicon.word(&random)
        }
        return title
    }

    private mutating func text(of event: Event) -> String {
        var text = ""
        text.reserveCapacity(Self.wordsInText * 9)
        for place in 0..<Self.wordsInText {
            if place > 0 { text += place % 12 == 0 ? ". " : " " }
            switch random.below(100) {
            case ..<5: text += event.name
            case ..<20: text += event.words[random.below(event.words.count)]
            default: text += lexicon.word(&random)
            }
        }
        return text
    }
}
