import Testing

@testable import Events

@Suite("Standing text of a feed")
struct BoilerplateTests {
    private let stories: [(title: String, text: String)] = [
        ("Ferry runs aground off Lindesvik", Story.ferry),
        ("Marrow bridge closed to lorries", Story.bridge),
        ("Dockers vote to strike", Story.strike),
        ("Comet seen over Tavali", "A bright comet was seen by thousands on Sunday night."),
        ("Cup final moved", "The final of the cup will be played a week later than planned."),
        ("Bakers raise prices", "Flour costs twice what it did a year ago, say millers."),
    ]

    /// The stories as one feed brings them, and what is left of each.
    private func left(
        from source: String = "outlet.example",
        _ frame: (String, String) -> (title: String, text: String)
    ) -> [(title: [String], text: [String])] {
        var boilerplate = Boilerplate()
        return stories.enumerated().map { number, story in
            let framed = frame(story.title, story.text)
            let entry = document(Int64(number) + 1, framed.title, framed.text, from: source)
            var title = TokenList(entry.title)
            var body = TokenList(entry.text)
            let parts = EntryParts(
                TitleAffixes(entry.title, title: title), title: title, body: body,
                language: Language(code: "en"))
            let standing = boilerplate.judge(parts.marks, of: 1)
            boilerplate.note(parts.marks, of: 1, id: entry.id)
            parts.strip(standing, title: &title, body: &body)
            return (
                title.tokens.map { title.text(of: $0) }, body.tokens.map { body.text(of: $0) }
            )
        }
    }

    private func words(_ text: String) -> [String] {
        let list = TokenList(text)
        return list.tokens.map { list.text(of: $0) }
    }

    @Test(
        "Lines around the text have no weight from the third entry on",
        arguments: [
            ("Home | News | Sport\nSubscribe!\n", "\nSource link"),
            ("", " Read more at The Outlet."),
            ("", "\nContinue reading…\nShare: 12\n3 min read"),
            ("By our staff\n", "\n(Except for the headline, this story has not been edited.)"),
        ])
    func dropsLines(before: String, after: String) {
        let left = left { title, text in (title, before + text + after) }
        for (number, story) in stories.enumerated() {
            let whole = before + story.text + after
            #expect(left[number].text == words(number < 2 ? whole : story.text))
            #expect(left[number].title == words(story.title))
        }
    }

    @Test("The entry's own title in a standing sentence varies and is part of it")
    func dropsTitleInSentence() {
        let left = left { title, text in
            let title = "Live: \(title)"
            return (
                "\(title) - Outlet",
                "\(text)\nThe post \(title) appeared first on The Outlet."
            )
        }
        #expect(left[5].text == words(stories[5].text))
    }

    @Test(
        "An outlet's name at the end of its titles has no weight",
        arguments: [" - CNN.com", " | The Outlet", " – World Brief Daily", " » Blog"])
    func dropsSuffix(suffix: String) {
        let left = left { title, text in (title + suffix, text) }
        #expect(left[1].title == words(stories[1].title + suffix))
        #expect(left[2].title == words(stories[2].title))
        #expect(left[5].title == words(stories[5].title))
    }

    @Test("Nor has one at their beginning, once it stands before most of them")
    func dropsPrefix() {
        let left = left { title, text in ("Herald: " + title, text) }
        #expect(left[5].title == words(stories[5].title))
        var number = 0
        let subject = self.left { title, text in
            number += 1
            return (number % 2 == 0 ? "Sorrana: " + title : title, text)
        }
        #expect(subject[5].title.first == "sorrana")
    }

    @Test("What is repeated because it is news keeps its weight: its titles share a word")
    func keepsNews() {
        let titles = ["Ferry aground", "Ferry captain questioned", "Reef ferry pulled free"]
        var number = 0
        let left = left { title, text in
            defer { number += 1 }
            return number < 3 ? (titles[number], Story.ferry + " Update \(title).") : (title, text)
        }
        #expect(left[2].text.starts(with: words(Story.ferry)))
    }

    @Test("Titles share a word whatever its ending")
    func keepsNewsInOtherForms() {
        for titles in [
            [
                "Пожар на складе в Подмосковье", "Число погибших при пожаре выросло до девяти",
                "Следователи назвали причину возгорания",
            ],
            ["정부는 파업을 우려", "어제 정부가 밝힌 것", "노조와 협상"],
            ["Storms ahead", "A stormy night", "Stormed at"],
        ] {
            var number = 0
            let left = left { title, text in
                defer { number += 1 }
                return number < 3 ? (titles[number], Story.ferry) : (title, text)
            }
            #expect(left[2].text == words(Story.ferry), "\(titles)")
        }
    }

    @Test("A text that several feeds bring is standing text of none of them")
    func keepsWireTexts() {
        var clusterer = Clusterer(background: .none)
        let outcome = outcome(
            of: (1...6).map { number in
                document(
                    Int64(number), stories[number - 1].title, Story.ferry, at: Int64(number),
                    from: "outlet\(number).example")
            }, clusterer: &clusterer)
        #expect(outcome.memberships.values.allSatisfy { $0.standingText == 0 })
        #expect((2...6).allSatisfy { outcome.copy($0)?.origin == 1 })
    }

    @Test("Standing text makes neither copies nor events")
    func clusters() {
        let frame = """
            Join three million readers who get our newsletter with the best stories of the day, \
            free of charge, every single morning before breakfast.
            """
        let documents = (0..<6).flatMap { number in
            ["north", "south"].enumerated().map { side, name in
                let story = stories[(number + 3 * side) % 6]
                return document(
                    Int64(2 * number + side) + 1, story.title, frame + "\n" + story.text,
                    at: Int64(number), from: "\(name).example")
            }
        }
        let outcome = outcome(of: documents)
        // The last three of each feed are the stories that the other began with.
        #expect(outcome.cluster(11) != outcome.cluster(12))
        #expect(outcome.memberships[11]?.standingText != 0)
        #expect(outcome.copy(12)?.origin == 5)
        #expect(outcome.copy(12)?.containment == 1)
    }

    @Test("A restart at any point, also after an expiry, judges as before", arguments: [0, 3, 5])
    func restores(expired: Int) {
        let documents = (0..<12).map { number in
            document(
                Int64(number) + 1, stories[number % 6].title + " \(number)",
                "Menu of the day\n\(stories[number % 6].text)\nSource link", at: Int64(number))
        }
        for stop in max(1, expired)..<12 {
            var live = Clusterer(background: .none)
            var before = Outcome()
            for document in documents[..<stop] { before.apply(live.add([document])) }
            live.expire(through: Int64(expired))
            var restored = Clusterer(
                background: .none, nextCluster: live.nextCluster,
                consolidatedThrough: live.consolidatedThrough)
            restored.restore(
                documents[expired..<stop].compactMap { document in
                    before.memberships[document.id].map { (document, $0) }
                })
            for document in documents[stop...] {
                #expect(restored.add([document]) == live.add([document]))
            }
            #expect(restored.consolidate() == live.consolidate())
        }
    }

    @Test("A title or a text that is all standing text, and separators everywhere, do no harm")
    func takesOddTexts() {
        for title in ["", ":", " - ", "a - ", " - a", ": : : - - -", "a: b - c | d", "- - a"] {
            let left = left { _, _ in (title, "\n\n.") }
            #expect(left.map(\.title) == left.map { _ in words(title) })
        }
        let left = left { title, _ in (title, "Read the story here") }
        #expect(left[5].text == [])
    }

    @Test("The memory of a feed is bounded")
    func forgets() {
        var boilerplate = Boilerplate()
        var marks = EntryMarks()
        marks.add(7)
        for id in 1...1_000 { boilerplate.note(marks, of: 1, id: Int64(id)) }
        #expect(boilerplate.count == 24)
        boilerplate.expire(through: 990)
        #expect(boilerplate.count == 10)
        boilerplate.expire(through: 1_000)
        #expect(boilerplate.count == 0)
    }
}
