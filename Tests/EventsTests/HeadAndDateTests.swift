import Testing

@testable import Events

/// Reports of two events that follow one pattern and have their day, or the head of their agency, in common.
@Suite("Heads and dates that events have in common")
struct HeadAndDateTests {
    private struct Pair: CustomTestStringConvertible {
        let language: String
        let titles: (String, String)
        /// With `{}` where the date stands.
        let texts: (String, String)
        /// Heads, or dates.
        let variants: [String]

        var testDescription: String { language }
    }

    private func areOne(_ pair: Pair, _ texts: (String, String)) -> Bool {
        // A day in November 2023.
        let outcome = outcome(of: [
            document(1, pair.titles.0, texts.0, from: "a.example", language: pair.language),
            document(2, pair.titles.1, texts.1, at: 1, from: "b.example", language: pair.language),
        ])
        return outcome.cluster(1) == outcome.cluster(2)
    }

    private static let dated = [
        Pair(
            language: "ja", titles: ("川口の時計店に強盗", "船橋の時計店に強盗"),
            texts: (
                "{}午後2時ごろ、埼玉県川口市の時計店に男が押し入り、現金30000円を奪って逃げた。警察が行方を追っている。",
                "{}午後4時ごろ、千葉県船橋市の時計店に男が押し入り、現金80000円を奪って逃げた。警察が行方を追っている。"
            ), variants: ["2023年11月27日", "令和5年11月27日", "11月27日", "27日"]),
        Pair(
            language: "ko", titles: ("부산 아파트 12층 화재", "대구 아파트 8층 화재"),
            texts: (
                "{} 부산의 한 아파트 12층에서 불이 나 주민 40명이 대피했다. 소방당국이 원인을 조사하고 있다.",
                "{} 대구의 한 아파트 8층에서 불이 나 주민 25명이 대피했다. 소방당국이 원인을 조사하고 있다."
            ), variants: ["2023년 11월 27일", "11월27일", "27일"]),
        Pair(
            language: "th", titles: ("รถบัสคว่ำที่โคราช ดับ 4 เจ็บ 21", "รถบัสคว่ำที่ลำปาง ดับ 6 เจ็บ 33"),
            texts: (
                "วันที่ {} เกิดเหตุรถบัสพลิกคว่ำที่โคราช มีผู้เสียชีวิต 4 ราย บาดเจ็บ 21 ราย ตำรวจกำลังสอบสวน",
                "วันที่ {} เกิดเหตุรถบัสพลิกคว่ำที่ลำปาง มีผู้เสียชีวิต 6 ราย บาดเจ็บ 33 ราย ตำรวจกำลังสอบสวน"
            ), variants: ["27/11/2566", "27 พฤศจิกายน 2566", "27 พ.ย. 66", "27/11/2023"]),
    ]

    @Test("A date does not make one event of two, however it is written", arguments: dated)
    private func partsByMore(than pair: Pair) {
        for date in pair.variants {
            let texts = (
                pair.texts.0.replacing("{}", with: date), pair.texts.1.replacing("{}", with: date)
            )
            #expect(!areOne(pair, texts), "\(date)")
        }
    }

    private static let headed = [
        Pair(
            language: "zh", titles: ("朝阳区一药店遭抢", "海淀区一药店遭抢"),
            texts: (
                "一名持刀男子抢劫朝阳区一家药店，抢走3000元现金后逃跑。警方正在追捕。",
                "一名持刀男子抢劫海淀区一家药店，抢走8000元现金后逃跑。警方正在追捕。"
            ), variants: ["新华社北京11月27日电（记者王明）"]),
        Pair(
            language: "ar", titles: ("سطو على صيدلية في المعادي", "سطو على صيدلية في شبرا"),
            texts: (
                "سطا مسلحان على صيدلية في حي المعادي واستوليا على 3000 جنيه. وتبحث الشرطة عنهما.",
                "سطا مسلحان على صيدلية في حي شبرا واستوليا على 8000 جنيه. وتبحث الشرطة عنهما."
            ), variants: ["القاهرة 27 نوفمبر تشرين الثاني (رويترز) - "]),
        Pair(
            language: "es",
            titles: (
                "Detenido un fugitivo buscado por Suecia",
                "Detenido un fugitivo buscado por Bélgica"
            ),
            texts: (
                "La Policía Nacional ha detenido a un ciudadano sueco de 34 años reclamado por Suecia "
                    + "por dos asesinatos, informó la Comisaría.",
                "La Policía Nacional ha detenido a un ciudadano belga de 41 años reclamado por Bélgica "
                    + "por tráfico de drogas, informó la Comisaría."
            ), variants: ["Málaga, 27 nov (EFE).- "]),
        Pair(
            language: "it",
            titles: (
                "Auto contro albero, muore un 23enne nel Bresciano",
                "Moto contro camion, muore un 45enne nel Bresciano"
            ),
            texts: (
                "Un ragazzo di 23 anni è morto nella notte in un incidente stradale a Lonato. L'auto su "
                    + "cui viaggiava è finita contro un albero. Sul posto i carabinieri.",
                "Un uomo di 45 anni è morto nel pomeriggio in un incidente stradale a Chiari. La moto su "
                    + "cui viaggiava è finita contro un camion. Sul posto i carabinieri."
            ), variants: ["(ANSA) - BRESCIA, 27 NOV - "]),
    ]

    @Test("Nor does the head of one agency", arguments: headed)
    private func partsBehindHeads(pair: Pair) {
        for head in pair.variants {
            #expect(!areOne(pair, (head + pair.texts.0, head + pair.texts.1)), "\(head)")
        }
    }
}
