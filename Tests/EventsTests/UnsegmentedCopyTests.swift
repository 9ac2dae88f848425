import Testing

@testable import Events

@Suite("Copies in scripts without blanks")
struct UnsegmentedCopyTests {
    @Test("Two reports that were handed one sentence are no copies, as in English")
    func keepsReports() {
        for (first, second) in [
            (
                ("政府上调最低工资标准", "内阁周二开会六个小时。", "雇主曾要求推迟。"),
                ("工会欢迎工人加薪", "工会领导人称这是好日子。", "他们要求一年后复查。")
            )
        ] {
            let shared = "从今年十月一日起全国所有省份的最低工资将提高到每天四百泰铢，部长在会后对记者表示这一决定适用于所有行业的工人。"
            let outcome = outcome(of: [
                document(1, first.0, first.1 + shared + first.2, from: "a.example", language: "zh"),
                document(
                    2, second.0, second.1 + shared + second.2, from: "b.example", language: "zh"),
            ])
            #expect(outcome.copy(2) == nil)
        }
        let shared = "ค่าแรงขั้นต่ำจะเพิ่มขึ้นเป็นสี่ร้อยบาทต่อวันในทุกจังหวัดตั้งแต่วันที่หนึ่งตุลาคมปีนี้"
        let outcome = outcome(of: [
            document(
                1, "รัฐบาลขึ้นค่าแรงขั้นต่ำ", "คณะรัฐมนตรีประชุมนานหกชั่วโมง \(shared) นายจ้างขอให้เลื่อนออกไป",
                from: "a.example", language: "th"),
            document(
                2, "สหภาพแรงงานยินดีกับค่าจ้างใหม่", "ผู้นำสหภาพกล่าวว่าเป็นวันที่ดี \(shared) พวกเขาต้องการให้ทบทวน",
                from: "b.example", language: "th"),
        ])
        #expect(outcome.copy(2) == nil)
    }

    private static let article = """
        石川县能登半岛一月一日发生强烈地震，多处房屋倒塌，道路中断，救援人员连夜搜寻被埋的居民。气象部门说，余震还在继续，\
        沿海地区一度发布海啸警报，数万人前往高处避难。县政府表示，目前仍有许多村庄无法联络，电力和供水需要几天才能恢复。首相要求\
        各部门全力救人，并派出自卫队运送食品、毛毯和饮用水。当地医院收治了大量伤者，医生说药品不足，天气寒冷使救援更加困难。专家提醒\
        居民不要返回受损的房屋，铁路公司取消了所有列车，机场跑道出现裂缝，航班停飞。
        """

    @Test(
        "A reprint is a copy under another headline, wherever it was cut and whatever stands around it"
    )
    func findsReprints() {
        let outcome = outcome(of: [
            document(1, "能登半岛强震", Self.article, from: "a.example", language: "zh"),
            document(
                2, "日本地震最新消息", "本报综合报道。" + Self.article, at: 2, from: "b.example", language: "zh"),
            document(
                3, "石川县灾情", "编者按：\n" + Self.article.prefix(200) + "\n更多内容请关注。", at: 3,
                from: "c.example", language: "zh"),
        ])
        #expect(outcome.copy(2)?.origin == 1)
        #expect(outcome.copy(3)?.origin == 1)
    }

    @Test("One letter or two that were exchanged make no other text of it")
    func findsEditedReprints() {
        let edited = Self.article.replacing("夜搜寻", with: "夜寻寻")
        for text in [edited, edited.replacing("药品不足", with: "药材不足")] {
            #expect(text != Self.article)
            let outcome = outcome(of: [
                document(1, "能登半岛强震", Self.article, from: "a.example", language: "zh"),
                document(2, "日本地震最新消息", text, at: 2, from: "b.example", language: "zh"),
            ])
            #expect(outcome.copy(2)?.origin == 1)
        }
    }

    @Test("A sentence is cut into the same words wherever it stands, about as many as English has")
    func cutsAlike() {
        func hashes(of list: TokenList) -> [UInt64] {
            var hashes: [UInt64] = []
            RunningWords.visit(list.tokens.span) { hashes.append($0) }
            return hashes
        }
        let words = hashes(of: TokenList(Self.article))
        let letters = TokenList(Self.article).count
        #expect((letters / 3...letters * 2 / 3).contains(words.count))
        #expect((letters / 3...letters * 2 / 3).contains(TokenList(Self.article).wordCount))
        let shifted = hashes(of: TokenList("另外，" + Self.article))
        #expect(Set(words).subtracting(shifted).count <= 1)
        let english = TokenList("The ferry ran aground at 16:10.")
        #expect(hashes(of: english) == english.tokens.map(\.hash))
        #expect(english.wordCount == english.count)
        #expect(hashes(of: TokenList("")).isEmpty)
    }
}
