import Testing
import Values

@testable import Events

@Suite("Direction of copying")
struct CopyDirectionTests {
    /// Two documents with one text, the first published two hours before the second.
    private func direction(_ change: (inout Document, inout Document) -> Void) -> CopyDirection {
        var a = document(1, "Ferry runs aground", Story.ferry, at: 0, from: "globe.example")
        var b = document(2, "Ferry runs aground", Story.ferry, at: 2, from: "herald.example")
        change(&a, &b)
        var index = CopyIndex(settings: .standard)
        let bodies = [TokenList(a.text), TokenList(b.text)]
        _ = index.add(bodies[0], under: TitleWords(TokenList("")))
        let overlap = index.add(bodies[1], under: TitleWords(TokenList("")))[0]
        let side = { (document: Document, body: TokenList, extent: TextOverlap.Side) in
            CopyDirection.Side(
                id: document.id, published: document.published?.seconds,
                traits: CopyTraits(document, Dateline(document.text), body: body), extent: extent)
        }
        return CopyDirection(
            side(a, bodies[0], overlap.others), side(b, bodies[1], overlap.own),
            shared: overlap.shared)
    }

    @Test("What was published later is the copy")
    func goesByDate() {
        let direction = direction { _, _ in }
        #expect(!direction.firstIsCopy)
        #expect(direction.reason.told == "published 2 h later")
    }

    @Test("Without dates what arrived later is the copy")
    func goesByArrival() {
        let direction = direction { a, _ in a.published = nil }
        #expect(!direction.firstIsCopy)
        #expect(direction.evidence == .arrival)
    }

    @Test("A source element speaks louder than a link, and a link louder than dates")
    func ranksStatements() {
        let bySource = direction { a, b in
            a.syndicatedFrom = "https://www.herald.example/feed"
            b.outgoingLinks = ["https://globe.example/ferry"]
        }
        #expect(bySource.firstIsCopy)
        #expect(bySource.evidence == .syndication)
        let byLink = direction { a, _ in a.outgoingLinks = ["https://news.herald.example/1?x=2"] }
        #expect(byLink.firstIsCopy)
        #expect(byLink.evidence == .link)
    }

    @Test("Links to each other tell nothing")
    func ignoresMutualLinks() {
        let direction = direction { a, b in
            a.outgoingLinks = ["https://herald.example/"]
            b.outgoingLinks = ["https://globe.example/"]
        }
        #expect(direction.evidence == .published)
    }

    @Test("A byline with the other's name marks the copy")
    func readsBylines() {
        let direction = direction { a, _ in a.text = "LINDESVIK (Herald) - " + a.text }
        #expect(direction.firstIsCopy)
        #expect(direction.evidence == .byline)
    }

    @Test(
        "An agency in a head of any form has the original, whatever its feed calls it",
        arguments: [
            ("МОСКВА, 27 ноября. /ТАСС/. ", "ТАСС"), ("МОСКВА, 27 ноября. /ТАСС/. ", "tass.ru"),
            ("МОСКВА, 27 ноя - РИА Новости. ", "ria.ru"), ("【イスタンブール共同】", "共同通信"),
            ("［イスタンブール　２７日　ロイター］", "reuters.com"), ("新华社北京11月27日电（记者王明）", "xinhua.example"),
            ("القاهرة 27 نوفمبر تشرين الثاني (رويترز) - ", "reuters.com"),
            ("(서울=연합뉴스) 홍길동 기자 = ", "연합뉴스"), ("(ANSA) - ROMA, 27 NOV - ", "ansa.it"),
        ])
    func readsAgencies(head: String, publisher: String) {
        let direction = direction { a, b in
            a.text = head + a.text
            b.publisher = publisher
        }
        #expect(direction.firstIsCopy)
        #expect(direction.evidence == .byline)
    }

    @Test("A note on the original marks the copy")
    func readsNotes() {
        let direction = direction { a, _ in a.text += "\nSource link" }
        #expect(direction.firstIsCopy)
        #expect(direction.evidence == .frame)
    }

    @Test(
        "So does one that a sentence begins with or all but begins with",
        arguments: [
            "Original source: Globe.", "This article was originally published by the Globe.",
            "Lire l’article original", "Zum Originalartikel",
        ])
    func readsNotesInSentences(note: String) {
        let direction = direction { a, _ in a.text += " " + note }
        #expect(direction.firstIsCopy)
        #expect(direction.reason.told == "a note in its text names an original")
    }

    @Test(
        "Words of the text that could be a note mark no copy",
        arguments: [
            "L’enquête dira dans quelle mesure l’exploitant était informé.",
            "Ingen vet varför lastbilen stannade på bron.", "Bron, som byggdes 1932, är stängd.",
            "Nobody on board could say where the order had its original source.",
        ])
    func passesOverWords(sentence: String) {
        let direction = direction { a, _ in a.text += " " + sentence }
        #expect(!direction.firstIsCopy)
        #expect(direction.evidence == .extent)
    }

    @Test("Lines around a whole text mark the copy, a missing rest the excerpt")
    func readsFrames() {
        let framed = direction { a, _ in a.text = "Home News Sport\n\(a.text)\nFollow us" }
        #expect(framed.firstIsCopy)
        #expect(framed.evidence == .frame)
        let cut = direction { a, _ in a.text = String(a.text.prefix(150)) }
        #expect(cut.firstIsCopy)
        #expect(cut.evidence == .extent)
    }

    @Test("A last sentence of the earlier text, which the later one lacks, is no frame")
    func readsCutEnds() {
        let cut = direction { a, _ in a.text += " Nobody was hurt on Tuesday." }
        #expect(!cut.firstIsCopy)
        #expect(cut.evidence == .extent)
        // Where it came later, or nobody knows when, it is a note as likely.
        for hours in [4, nil] as [Int64?] {
            let noted = direction { a, b in
                a.text += " Nobody was hurt on Tuesday."
                a.published = hours.flatMap { b.published?.advanced(by: $0 * 3_600) }
            }
            #expect(noted.firstIsCopy)
            #expect(noted.evidence == .frame)
        }
    }

    @Test(
        "What came days before a longer text is no excerpt of it, nor its frame",
        arguments: [20, 30])
    func copiesNothingUnwritten(hours: Int64) {
        let isOutOfStep = hours > 24
        let cut = direction { a, b in
            a.text = String(a.text.prefix(150))
            b.published = document(2, "", at: hours).published
        }
        #expect(cut.firstIsCopy == !isOutOfStep)
        #expect(cut.evidence == (isOutOfStep ? .published : .extent))
        let framed = direction { a, b in
            a.text = "Home News Sport\n\(a.text)\nFollow us"
            b.published = document(2, "", at: hours).published
        }
        #expect(framed.firstIsCopy == !isOutOfStep)
    }

    @Test("Dates that lie further apart than a number tells are so in the right order")
    func outlastsNumbers() {
        let framed = direction { a, b in
            a.text = "Home News Sport\n\(a.text)\nFollow us"
            a.published = Timestamp(seconds: .max)
            b.published = Timestamp(seconds: .min)
        }
        #expect(framed.firstIsCopy)
        #expect(framed.evidence == .frame)
    }

    @Test(
        "A difference keeps its sign and has an absolute value",
        arguments: [
            (Int64(5), Int64(3), Int64(2)), (.max, .min, .max), (.min, .max, -.max),
            (0, .min, .max), (.min, 0, -.max), (.min, 1, -.max), (.min, .min, 0),
        ])
    func subtracts(first: Int64, second: Int64, difference: Int64) {
        #expect(first.subtractingSaturated(second) == difference)
    }

    @Test("Of a copy of a copy the evidence is that between the two, and says so")
    func tellsWay() {
        // Each links to the next, and the last came after the first: the chain ends with the last.
        var documents = (1...3).map { id in
            document(id, "Ferry runs aground", Story.ferry, at: id, from: "outlet\(id).example")
        }
        documents[0].outgoingLinks = ["https://outlet2.example/ferry"]
        documents[1].outgoingLinks = ["https://outlet3.example/ferry"]
        let outcome = outcome(of: documents)
        #expect(outcome.copy(1)?.origin == 3)
        #expect(
            outcome.copy(1)?.direction
                == "taken from entry 2, itself a copy: it links to the site of the origin")
        #expect(outcome.copy(2)?.direction == "it links to the site of the origin")
        #expect(outcome.copy(3) == nil)
    }

    @Test("Between feeds of one publisher only time counts")
    func goesByTimeWithinPublisher() {
        let direction = direction { a, b in
            b.publisher = a.publisher
            a.text += "\nSource link"
        }
        #expect(!direction.firstIsCopy)
    }

    @Test("An entry that bears the address of another's article is the copy")
    func readsAggregatorLinks() {
        let direction = direction { a, b in
            b.link = "https://herald.example/ferry"
            a.link = b.link
        }
        #expect(direction.firstIsCopy)
        #expect(direction.evidence == .link)
    }

    @Test("Channels of a platform do not name each other by naming the platform")
    func passesOverPlatforms() {
        let direction = direction { a, b in
            a.publisher = "youtube.com/channel/UC1"
            a.link = "https://www.youtube.com/watch?v=1"
            a.outgoingLinks = ["https://www.youtube.com/@ann"]
            b.publisher = "youtube.com/channel/UC2"
            b.link = "https://www.youtube.com/watch?v=2"
        }
        #expect(!direction.firstIsCopy)
        #expect(direction.evidence == .published)
    }

    @Test("Nor does an outlet elsewhere that embeds one's video, or names the platform as a source")
    func passesOverEmbedded() {
        func direction(link: String? = nil, source: String? = nil) -> CopyDirection {
            self.direction { a, b in
                if let link { a.outgoingLinks = [link] }
                if let source { a.text += "\nSource: \(source)" }
                (b.publisher, b.link) =
                    link == nil
                    ? ("reddit.com/r/tolvane", "https://www.reddit.com/r/tolvane/2")
                    : ("youtube.com/channel/UC2", "https://www.youtube.com/watch?v=2")
            }
        }
        #expect(direction(link: "https://www.youtube.com/embed/9").evidence == .published)
        let byLink = direction(link: "https://www.youtube.com/watch?v=2")
        #expect(byLink.firstIsCopy)
        #expect(byLink.evidence == .link)
        #expect(!direction(source: "Reddit").firstIsCopy)
        let bySource = direction(source: "Tolvane")
        #expect(bySource.firstIsCopy)
        #expect(bySource.evidence == .byline)
    }

    @Test(
        "A publisher signs by its name without blanks, a domain by its first part",
        arguments: [
            ("CNN", "cnn"), ("edition.cnn.com", "edition"), ("www.Herald.example", "herald"),
            ("www.www..net.example", "net"), (".a.b", "a"), ("www.", ""), ("www", "www"),
            ("WWW.herald.example", "www"), ("World Brief Daily", "worldbriefdaily"),
            ("St. Olav News", "st.olavnews"), ("", ""), ("Ærlig Tid", "ærligtid"),
            ("www.ærlig.example", "ærlig"), ("youtube.com/@ann", "ann"),
            ("youtube.com/channel/UC1", "uc1"), ("reddit.com/r/Tolvane/", "tolvane"),
            ("norden.example/@Ærlig", "ærlig"), ("bsky.app/profile/herald.example", "herald"),
            ("AP/Reuters", "ap/reuters"), ("A.B. Aas/News", "a.b.aas/news"),
        ])
    func signs(publisher: String, signature: String) {
        var document = document(1, "")
        document.publisher = publisher
        let traits = CopyTraits(document, Dateline(document.text), body: TokenList(""))
        #expect(traits.signature == UInt32(truncatingIfNeeded: TermHash.of(signature.utf8)))
        #expect(traits.publisher == TermHash.of(publisher.lowercased().utf8))
    }
}
