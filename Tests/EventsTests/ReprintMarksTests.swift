import Testing

@testable import Events

@Suite("Marks of reprints")
struct ReprintMarksTests {
    private func rest(of text: String) -> (text: String, saysSo: Bool) {
        let body = TokenList(text)
        let marks = ReprintMarks(Dateline(text), body: body)
        let rest = marks.removed(from: body)
        return (rest.tokens.map { rest.text(of: $0) }.joined(separator: " "), marks.saysSo)
    }

    @Test(
        "A dateline is not of the text; an agency in it says whose the text is",
        arguments: [
            ("LINDESVIK (Coast News) — The ferry is afloat.", true),
            ("LINDESVIK, Norway, March 3 (CN) - The ferry is afloat.", true),
            ("LINDESVIK, March 3 – The ferry is afloat.", false),
            ("LINDESVIK-NORD (Coast News)\u{a0}- The ferry is afloat.", true),
            ("Lindesvik/Nord (dpa/cn) – The ferry is afloat.", true),
            ("March 3 (Reuters) - The ferry is afloat.", true),
            ("NEW LINDESVIK – The ferry is afloat.", false),
            ("LINDESVIK March 3 – The ferry is afloat.", false),
            ("LINDESVIK, 3 de marzo – The ferry is afloat.", false),
            ("DES LINDES, Iowa – The ferry is afloat.", false),
        ])
    func takesDatelines(text: String, saysSo: Bool) {
        let (rest, told) = rest(of: text)
        #expect(rest == "the ferry is afloat")
        #expect(told == saysSo)
    }

    @Test(
        "The heads of agencies are no text, in whatever way they write them",
        arguments: [
            ("(ANSA) - ROMA, 27 NOV - {}", "ansa"), ("(AGI) - Roma, 27 nov. - {}", "agi"),
            ("Madrid, 27 nov (EFE).- {}", "efe"), ("Madrid, 27 nov (EFE).-{}", "efe"),
            ("MADRID, 27 Nov. (EUROPA PRESS) - {}", "europapress"),
            ("Rio de Janeiro, 27 nov (Lusa) -- {}", "lusa"), ("ANKARA (DHA)- {}", "dha"),
            ("МОСКВА, 27 ноября. /ТАСС/. {}", "tass"),
            ("МОСКВА, 27 ноября. /Корр. ТАСС Иван Петров/. {}", "tass"),
            ("МОСКВА, 27 ноя - РИА Новости. {}", "ria"),
            ("МОСКВА, 27 ноя — РИА Новости, Мария Петрова. {}", "ria"),
            ("Москва. 27 ноября. INTERFAX.RU - {}", "interfax"),
            ("新华社北京11月27日电（记者王明）{}", "xinhua"), ("中新网11月27日电 {}", "chinanews"),
            ("据新华社北京11月27日电 (记者王明) {}", "xinhua"), ("（中央社記者王明台北27日電）{}", "cna"),
            ("(서울=연합뉴스) 홍길동 기자 = {}", "yonhap"), ("[서울=뉴시스]홍길동 기자 = {}", "newsis"),
            ("【ワシントン共同】{}", "kyodo"), ("【ソウル＝時事】{}", "jiji"),
            ("［東京　２７日　ロイター］ - {}", "reuters"), ("【11月27日 AFP】{}", "afp"),
            ("القاهرة 27 نوفمبر تشرين الثاني (رويترز) - {}", "reuters"),
            ("بيروت (أ ف ب) - {}", "afp"),
            ("(رويترز) - {}", "reuters"), ("नई दिल्ली, 27 नवंबर (भाषा) {}", "pti"),
            ("New Delhi, Nov 27 (PTI) {}", "pti"), ("Delhi [India], November 27 (ANI): {}", "ani"),
            ("BEIJING, Nov. 27 (Xinhua) -- {}", "xinhua"), ("Paris (AFP): {}", "afp"),
            ("NEW LINDESVIK, Nov. 27, 2026 /PRNewswire/ -- {}", "prnewswire"),
            ("Bratislava 27. novembra (TASR) - {}", "tasr"), ("【北京共同】{}", "kyodo"),
            ("Москва, 27 ноября (РИА Новости) - {}", "ria"), ("【ワシントン時事】{}", "jiji"),
            // Words elsewhere.
            ("New Delhi, Nov 27 (UNI) {}", "uni"), ("Taipei, Nov. 27 (CNA) {}", "cna"),
            ("القاهرة 27 نوفمبر (واس) - {}", "spa"), ("Cairo, Nov 27 (MENA) - {}", "mena"),
        ])
    func takesHeads(head: String, agency: String) {
        let text = head.replacing("{}", with: "The ferry is afloat.")
        let (rest, told) = rest(of: text)
        #expect(rest == "the ferry is afloat")
        #expect(told)
        #expect(Dateline(text).agency.contains(agency))
    }

    @Test(
        "No agency is forgotten that was known once",
        arguments: """
            reuters afp ap upi dpa afx apa sda ats kna epd sid ddp dapd dts ots efe ansa adnkronos agi \
            askanews lusa belga anp ntb ritzau stt čtk ctk pap tasr mti hina tanjug agerpres bta ukrinform \
            unian interfax tass novosti anadolu iha dha irna xinhua kyodo jiji yonhap ani ians pti bernama \
            antara ttxvn bloomberg тасс интерфакс риа укринформ уніан
            """.split(separator: " ").map(String.init))
    func knowsAgencies(name: String) {
        let dateline = Dateline("Lindesvik (\(name.uppercased())) - The ferry is afloat.")
        #expect(dateline.words == 2)
        #expect(dateline.agency.contains(name))
    }

    @Test(
        "Heads of papers are no text either, and say nothing of an agency",
        arguments: [
            "[헤럴드경제=홍길동 기자] 여객선", "[헤럴드경제(부산)=홍길동 기자] 여객선",
            "[서울=뉴스핌] 홍길동 기자 = 여객선", "【パリ＝山田太郎】船", "本报北京11月27日电（记者王明）船",
        ])
    func takesHeadsOfPapers(text: String) {
        let dateline = Dateline(text)
        #expect(dateline.words > 0)
        #expect(!dateline.namesAgency)
    }

    @Test("Behind a dateline a sentence may have what is put in between dashes")
    func takesDatelinesBeforeInsertions() {
        for place in ["LINDESVIK", "LINDESVIK (Coast News)", "Lindesvik (AP)"] {
            let rest = rest(
                of: place + " — The ferry — a Halvorsen — is afloat. It moves — slowly.")
            #expect(rest.text == "the ferry a halvorsen is afloat it moves slowly", "\(place)")
        }
        #expect(rest(of: "Lindesvik (AP) — The ferry — a big one.").saysSo)
    }

    @Test(
        "What only looks like a dateline stays",
        arguments: [
            "The ferry — a Halvorsen — is afloat.", "Lindesvik - The ferry is afloat.",
            "the ferry (Halvorsen) — is afloat", "No dash here", "", " — ",
            "A (B) C D E F G H I J K (L) — too much of it",
            "Friedrich Merz (CDU) – Kanzler seit Mai – hat das Gesetz verteidigt.",
            "Novak Djokovic (SRB) - Carlos Alcaraz (ESP) 6:4, 7:6",
            "NATO foreign ministers – meeting in Brussels – agreed on it.",
            "NATO, meeting in Brussels – the first time – agreed on it.",
            "NATO – the alliance of 32 – agreed on it.", "IBM cuts 8,000 jobs – analysts are torn.",
            "BMW (DAX) – der Autobauer – hat mehr verkauft.", "EU – what next?", "X (AP",
            "HERALD.EXAMPLE - The ferry is afloat.", "(AP) — The ferry is afloat.", "A) — b",
            "( —  ", "(Video) The ferry is afloat.", "(Video) - LINDESVIK – The ferry is afloat.",
            "[Update] The ferry", "(AP Photo/Ann Lee) The ferry", "(With Reuters) The ferry",
            "LONDON is calm.", "PARIS (AP) said on Monday", "Paris, 27 Nov (AFP) said",
            "On 3 March the agency (AP) said it", "In 2026 (AP) The ferry",
            "In Paris, 3 people (AP) The",
            "“We won” - said Halvorsen (AP) - and", "NATO (OTAN)-Gipfel in Den Haag",
            "UK (AP) data",
            "El Niño (ENSO).- Calor", "Reuters (AFP): a story", "(E=mc²) is the formula - he said",
            "МОСКВА готова - РИА Новости пишет о том.", "Москва - РИА Новости сообщило о том.",
            "Москва. Интерфакс - агентство", "МОСКВА, 27 ноября. Паром сел",
            "Глава ТАСС/TASS/ Кондрашов",
            "【速報】フェリー", "【日中共同声明】フェリー", "（图片来源：新华社）渡轮", "（新华社记者王明摄）渡轮",
            "11月27日电影《海》上映", "新华社11月27日电影评论", "新华社记者27日电话采访了他", "新华社社长27日表示",
            "[단독] 여객선", "(종합) 여객선 = 배", "(فيديو) غرقت", "दिल्ली की (भाषा) नीति",
            // Credits of pictures, and a formula.
            "[사진=연합뉴스] 여객선이", "(사진=뉴시스) 여객선", "[사진=게티이미지뱅크] 여객선", "(사진 연합뉴스) 여객선", "【写真＝共同】船",
            "（写真＝ロイター）船", "（圖／中央社）渡輪", "（圖／路透社）渡輪", "（速度=距離÷時間）は", "（速度=距離）は",
            // Words in brackets.
            "Lukas Weber (Uni Köln): Das Virus", "Anna Meyer (Uni Zürich) – die Fähre",
            "Regional Manager (MENA) - Dubai", "Ferrari (S.p.A.) – Il traghetto",
            "Bad Ragaz (Spa) - The ferry", "Nurse (CNA) - Lindesvik",
            "Halvorsen (A. P.) - The ferry",
            "Lindesvik (News 1) - The ferry", "(मातृभाषा) नौका", "(राजभाषा) नौका", "(باشا) غرقت",
            "(الحواس) غرقت",
            "हिन्दी (भाषा) – भारत की नौका", "हिन्दी (भाषा): भारत की नौका", "【时事】渡轮", "【時事】船", "【国際 時事】船",
            "【産学共同】船", "【日米共同】船", "（中美共同）渡轮",
            // Too long for one that no agency is named in.
            "МИНИСТЕРСТВО ОБОРОНЫ СООБЩИЛО О ПОТЕРЯХ ПРОТИВНИКА - паром цел.",
        ])
    func leavesText(text: String) {
        #expect(Dateline(text).words == 0)
        #expect(!Dateline(text).namesAgency)
    }

    @Test(
        "Notes behind a text are taken out, wherever they stand",
        arguments: [
            "The ferry is afloat. Source link", "The ferry is afloat. Continue reading…",
            "The ferry is afloat.\nRead more at Lindesvik Morning Herald.",
            "The ferry is afloat. The post Ferry: all safe – Herald appeared first on Herald.",
            "The ferry is afloat. (This story has not been edited by Herald staff.)",
            "The ferry is afloat.\nDer Beitrag Fähre frei erschien zuerst auf Herald.",
            "The ferry is afloat. This story by Ann Lee was originally published on Herald.",
            "The ferry is afloat.\nA version of this article originally appeared on Herald.",
            "Republished from Herald. The ferry is afloat.",
            "(Except for the headline, this story has not been edited by Herald.)\nThe ferry is afloat.",
        ])
    func takesNotes(text: String) {
        let (rest, saysSo) = rest(of: text)
        #expect(rest == "the ferry is afloat")
        #expect(saysSo)
    }

    @Test("The words of a note within a sentence are text, and so is a note alone")
    func leavesWords() {
        #expect(rest(of: "Few will continue reading to the end.").saysSo == false)
        #expect(rest(of: "Continue reading").text == "continue reading")
        let long = "It was read more at " + (1...60).map { "home\($0)" }.joined(separator: " ")
        #expect(rest(of: long).saysSo == false)
        for text in [
            "Top Gear, which originally appeared on BBC Two in 1977, will return with a new host.",
            "Posters reprinted from the first edition sell well.",
            "The article, which originally appeared on a blog, angered the minister.",
        ] {
            let (rest, saysSo) = rest(of: text + " The ferry is afloat.")
            #expect(rest.hasSuffix("the ferry is afloat") && rest.count > 50, "\(text)")
            #expect(!saysSo)
        }
    }

    @Test("Whole sentences are notes near either end, and text in between")
    func leavesSentencesInBetween() {
        let story = (0..<80).map { "word\($0)" }.joined(separator: " ")
        let note = "This story originally appeared on Herald."
        #expect(rest(of: "\(story). \(note) \(story)").saysSo == false)
        #expect(rest(of: "\(story) \(story). \(note)").saysSo)
        #expect(rest(of: "\(note) \(story) \(story)").saysSo)
    }
}
