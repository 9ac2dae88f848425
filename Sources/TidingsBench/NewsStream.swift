internal import Events
internal import Storage
internal import Values

/// News that never was, the same in every run: what fills a window of any size.
///
/// Words come as often as English at large has them, some from the subject of the text, some from
/// its event, and now and then one that nobody has written before, so that the vocabulary grows as
/// that of real news does. Events live for hours to days in a window of ten; many reports stand
/// alone, and every fifth is another's text with another title, cut short or with a note around it.
struct NewsStream {
    /// What tells one event from others.
    private struct Event {
        var subject: Int
        /// Ranks of common words that its reports keep coming back to.
        var words: [Int]
        var names: [String]
        var numbers: [String]
        var reports: Int
        var ends: Int64
        /// A text of it that others copy.
        var text = ""
    }

    private static let textLength = 150
    private static let subjectCount = 60
    private static let firstSecond: Int64 = 1_790_000_000

    private let lexicon: NewsLexicon
    private let window: Int
    private var random: SplitMix
    private var made: Int64 = 0
    private var running: [Event] = []
    private var subjects: [[Int]] = []

    /// - Parameters:
    ///   - lexicon: words in the order of their frequency.
    ///   - window: documents that arrive in ten days.
    init(lexicon: NewsLexicon, window: Int, seed: UInt64 = 7) {
        self.lexicon = lexicon
        self.window = window
        random = SplitMix(seed: seed)
        for _ in 0..<Self.subjectCount {
            subjects.append((0..<250).map { _ in lexicon.contentWord(&random) })
        }
    }

    /// The documents that arrive next.
    mutating func next(_ count: Int) -> [Document] {
        (0..<count).map { _ in next() }
    }

    private mutating func next() -> Document {
        made += 1
        let second = made * ClustererPosition.window / Int64(window)
        let kind = random.below(100)
        var title = ""
        var text = ""
        if kind < 45 {
            let event = event(at: second)
            title = self.title(of: event)
            text = self.text(of: event)
        } else {
            let place = runningEvent(at: second)
            title = self.title(of: running[place])
            if kind < 65, !running[place].text.isEmpty {
                text = copy(of: running[place].text)
            } else {
                text = self.text(of: running[place])
                if running[place].text.isEmpty || random.below(4) == 0 {
                    running[place].text = text
                }
            }
            running[place].reports -= 1
        }
        let source = "feed \(random.below(2_000))"
        var document = Document(
            id: made, title: title, text: text,
            published: Timestamp(seconds: Self.firstSecond + second), source: source)
        document.publisher = "\(source.dropFirst(5)).example"
        document.link = "https://\(document.publisher)/\(made)"
        document.language = "en"
        return document
    }

    /// One of the events that go on: as many as keep each at some ten reports.
    private mutating func runningEvent(at second: Int64) -> Int {
        let places = max(4, window / 250)
        if running.count < places {
            running.append(event(at: second))
            return running.count - 1
        }
        let place = random.below(places)
        if running[place].reports <= 0 || running[place].ends < second {
            running[place] = event(at: second)
        }
        return place
    }

    private mutating func event(at second: Int64) -> Event {
        // Most are small; one in ten has dozens of reports.
        let reports = 2 + random.below(8) + (random.below(10) == 0 ? random.below(60) : 0)
        let hours = 3 + random.below(random.below(4) == 0 ? 96 : 24)
        return Event(
            subject: random.below(Self.subjectCount),
            words: (0..<14).map { _ in lexicon.contentWord(&random) },
            names: (0..<(3 + random.below(5))).map { _ in lexicon.name(&random) },
            numbers: (0..<3).map { _ in "\(random.below(random.below(3) == 0 ? 20_000 : 100))" },
            reports: reports, ends: second + Int64(hours) * 3_600)
    }

    private mutating func title(of event: Event) -> String {
        var words = [pick(event.names)]
        for i in 0..<7 {
            words.append(i % 2 == 0 ? lexicon[pick(event.words)] : lexicon.word(&random))
        }
        return words.joined(separator: " ")
    }

    private mutating func text(of event: Event) -> String {
        var text = ""
        var sentence = 0
        for _ in 0..<Self.textLength {
            let kind = random.below(100)
            var word: String
            if kind < 5 {
                word = pick(event.names)
            } else if kind < 7 {
                word = pick(event.numbers)
            } else if kind < 16 {
                word = lexicon[pick(event.words)]
            } else if kind < 28 {
                word = lexicon[pick(subjects[event.subject])]
            } else if kind < 29 {
                word = random.below(2) == 0 ? lexicon.rareWord(&random) : lexicon.name(&random)
            } else {
                word = lexicon.word(&random)
            }
            if sentence == 0 { word = word.prefix(1).uppercased() + word.dropFirst() }
            text += word
            sentence += 1
            if sentence > 8 && random.below(10) == 0 {
                text += ". "
                sentence = 0
            } else {
                text += random.below(14) == 0 ? ", " : " "
            }
        }
        return text
    }

    private mutating func copy(of text: String) -> String {
        let words = text.split(separator: " ")
        switch random.below(3) {
        case 0: return text + "Read more at the source of this report."
        case 1: return words.prefix(60 + random.below(80)).joined(separator: " ")
        default:
            var copied: [Substring] = []
            for word in words where random.below(25) != 0 { copied.append(word) }
            return "From our partners. " + copied.joined(separator: " ")
        }
    }

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[random.below(elements.count)]
    }
}
