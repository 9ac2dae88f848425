import Testing

@testable import Events

@Suite("Stop words")
struct StopWordTests {
    @Test("Every word of a list is one word as texts are cut, once")
    func isAsTextsAreCut() {
        for list in stopWordLists + furtherStopWordLists {
            let words = list.words.split(separator: " ").map(String.init)
            #expect(Set(words).count == words.count, "\(list.code)")
            for word in words {
                let tokens = TokenList(word)
                #expect(tokens.tokens.map(tokens.text(of:)) == [word], "\(list.code)")
            }
        }
        let codes = (stopWordLists + furtherStopWordLists).map(\.code)
        #expect(Set(codes).count == codes.count)
        #expect(codes.count <= StopWords.Languages.bitWidth)
    }

    @Test("Hindi reports that share nothing but grammar are no event")
    func keepsHindiApart() {
        let texts = [
            (
                "मुंबई में तेज आंधी से पेड़ गिरे",
                "मुंबई में रविवार को तेज आंधी चली जिसके कारण कई जगहों पर पेड़ गिर गए हैं और लोगों को घरों में रहने के लिए कहा गया है।"
            ),
            (
                "चांदी के दाम में गिरावट",
                "बाजार में चांदी के दाम में कमी देखी गई है और दुकानदारों का कहना है कि मांग कम होने के कारण यह और घट सकते हैं।"
            ),
            (
                "टीम ने फाइनल में जगह बनाई",
                "टीम ने सेमीफाइनल में शानदार खेल दिखाया और गेंदबाजों के कारण उसे जीत मिली है जिसके बाद वह फाइनल में पहुंच गई है।"
            ),
            (
                "पुलिस ने तस्कर को पकड़ा",
                "पुलिस ने तस्करी के मामले में एक युवक को पकड़ा है और उसके पास से सामान मिलने के बाद उसे जेल भेज दिया गया है।"
            ),
        ]
        let outcome = outcome(
            of: texts.enumerated().map { number, text in
                document(
                    Int64(number) + 1, text.0, text.1, at: Int64(number),
                    from: "outlet\(number).example", language: "hi")
            })
        #expect(Set((1...4).map { outcome.cluster($0) }).count == 4)
    }
}
