import Testing

@testable import Events

@Suite("Scripts without blanks between words")
struct UnsegmentedScriptTests {
    private static let titles = [
        "zh": [
            "暴雨袭击北部山区", "黄金价格创新高", "国家队击败对手", "法院判处前部长徒刑", "新地铁线路开通",
            "渔民发现搁浅鲸鱼",
        ],
        "ja": [
            "北部で大雨、川があふれる", "金価格が最高値", "代表チームが勝利", "元大臣に実刑判決", "新しい地下鉄が開業",
            "海岸にクジラ打ち上げ",
        ],
        "th": [
            "ฝนตกหนักทางเหนือ", "ราคาทองพุ่งสูงสุด", "ทีมชาติคว้าชัย", "ศาลจำคุกอดีตรัฐมนตรี",
            "เปิดรถไฟฟ้าสายใหม่", "พบวาฬเกยตื้น",
        ],
    ]

    /// What is left of the titles of one feed.
    private func left(_ titles: [String], _ code: String) -> [[String]] {
        var boilerplate = Boilerplate()
        return titles.enumerated().map { number, text in
            let entry = document(Int64(number) + 1, text, language: code)
            var title = TokenList(text)
            var body = TokenList("")
            let parts = EntryParts(
                TitleAffixes(entry.title, title: title), title: title, body: body,
                language: Language(code: code))
            let standing = boilerplate.judge(parts.marks, of: 1)
            boilerplate.note(parts.marks, of: 1, id: entry.id)
            parts.strip(standing, title: &title, body: &body)
            return title.tokens.map(title.text(of:))
        }
    }

    private func words(_ text: String) -> [String] {
        let list = TokenList(text)
        return list.tokens.map(list.text(of:))
    }

    @Test(
        "An outlet's name of several words at the end of titles has no weight, with or without blanks",
        arguments: [
            ("zh", " - 中国新闻网首页"), ("zh", "｜中国新闻网首页"), ("zh", "-环球时报在线"),
            ("ja", " - 毎日新聞デジタル"), ("ja", " ｜ 読売新聞オンライン"), ("th", " - ไทยรัฐออนไลน์"),
            ("th", "|ไทยรัฐออนไลน์"),
        ])
    func dropsSuffix(code: String, suffix: String) throws {
        let titles = try #require(Self.titles[code])
        let left = left(titles.map { $0 + suffix }, code)
        #expect(left[1] == words(titles[1] + suffix))
        for number in 2..<6 { #expect(left[number] == words(titles[number])) }
    }

    @Test("One behind an underscore leaves nothing but that")
    func dropsSuffixBehindUnderscore() throws {
        let titles = try #require(Self.titles["zh"])
        let left = left(titles.map { $0 + "_新华网" }, "zh")
        #expect(left[5] == words(titles[5]) + ["_"])
    }

    @Test("A long clause behind a dash is none")
    func keepsClauses() {
        let title = "新地铁 - 市民们期待已久的交通线路今天正式开始运营"
        #expect(TitleAffixes(title, title: TokenList(title)).tail == 0)
    }
}
