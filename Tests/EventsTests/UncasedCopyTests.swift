import Testing

@testable import Events

@Suite("Copies in scripts without capitals")
struct UncasedCopyTests {
    private struct Report {
        let language: String
        let text: String
        /// Words of it, and others for these.
        let exchanged: [(String, String)]
    }

    private static let reports = [
        Report(
            language: "ar", text: arabic, exchanged: [("واسعا", "شاملا"), ("مؤقتة", "عاجلة")]),
        Report(
            language: "ko", text: korean, exchanged: [("광범위한", "대대적인"), ("임시", "긴급")]),
    ]

    private static let arabic = """
        أعلنت السلطات في ميناء لندسفيك أن عبارة تحمل مئات الركاب جنحت على صخور قريبة من \
        الساحل مساء الثلاثاء بسبب عطل مفاجئ أصاب أجهزة التوجيه. ووصلت زوارق خفر السواحل خلال \
        ساعة واحدة ونقلت جميع المسافرين إلى المدينة قبل طلوع الفجر دون وقوع إصابات خطيرة \
        بينهم. وقال قبطان السفينة للمحققين إن المحرك توقف قبل دقائق قليلة من الحادث وإنه \
        حاول تغيير الاتجاه لكن الأمواج العالية دفعت السفينة نحو الصخور. وفتحت وزارة النقل \
        تحقيقا واسعا لمعرفة أسباب العطل وطلبت من الشركة المالكة تقديم سجلات الصيانة كاملة \
        خلال أسبوع. وأكد خبراء البيئة أن خزانات الوقود سليمة حتى الآن وأن فرقا متخصصة تراقب \
        المياه المحيطة تحسبا لأي تسرب محتمل. وتنتظر شركات القطر هدوء الرياح لسحب العبارة إلى \
        الحوض الجاف بينما تبحث الشركة عن سفينة بديلة تعيد الحركة إلى الخط البحري قبل بداية \
        موسم الأعياد. وطالب سكان الجزيرة الحكومة بتوفير رحلات جوية مؤقتة لنقل المرضى والطلاب \
        والبضائع الضرورية.
        """
    private static let korean = """
        린데스비크 항구 당국은 승객 수백 명을 태운 여객선이 화요일 저녁 조타 장치의 갑작스러운 고장으로 해안 근처 암초에 좌초했다고 밝혔다. 해안 경비대 \
        보트가 한 시간 안에 도착하여 동이 트기 전에 모든 승객을 도시로 옮겼고 크게 다친 사람은 없었다. 선장은 조사관들에게 사고 몇 분 전에 엔진이 \
        멈추었으며 방향을 바꾸려고 했지만 높은 파도가 배를 바위 쪽으로 밀어냈다고 말했다. 교통부는 고장 원인을 밝히기 위해 광범위한 조사를 시작했고 배를 \
        소유한 회사에 정비 기록 전체를 일주일 안에 제출하라고 요구했다. 환경 전문가들은 연료 탱크가 지금까지 온전하며 전문 인력이 기름 유출에 대비하여 주변 \
        바다를 감시하고 있다고 확인했다. 예인 회사들은 여객선을 건선거로 끌어가기 위해 바람이 잦아들기를 기다리고 있으며 회사는 연휴가 시작되기 전에 항로를 \
        다시 열 수 있도록 대체 선박을 찾고 있다. 섬 주민들은 환자와 학생과 필수 물품을 옮길 임시 항공편을 마련해 달라고 정부에 요청했으며 시장은 이번 \
        주말까지 답변을 받기를 기대한다고 덧붙였다.
        """

    @Test("A report in which one word or two were exchanged is still a copy", arguments: [1, 2])
    func findsEditedReprints(words: Int) {
        for report in Self.reports {
            let text = report.exchanged.prefix(words).reduce(report.text) { text, words in
                text.replacing(" \(words.0) ", with: " \(words.1) ")
            }
            #expect(text.split(separator: " ").count > 100 && text != report.text)
            let outcome = outcome(of: [
                document(1, "", report.text, from: "a.example", language: report.language),
                document(2, "", text, at: 2, from: "b.example", language: report.language),
            ])
            #expect(outcome.copy(2)?.origin == 1, "\(report.language)")
        }
    }

    /// What stands below the figures of any company.
    private static let rest = """
        공시된 실적은 외부 감사인의 검토를 받지 않은 잠정 수치이며 최종 보고서에서 달라질 수 있다. 거래소는 투자자들에게 공시 내용을 충분히 살펴본 뒤에 \
        판단하라고 권고하면서 잠정 실적만으로 앞날을 내다보기 어렵다고 설명했다. 증권사 분석가들은 원자재 가격과 환율이 하반기 업계 전체의 이익을 좌우할 \
        것으로 보고 있으며 소비가 살아나지 않으면 재고 부담이 커질 수 있다고 지적했다. 정부는 수출 기업을 돕기 위한 금융 지원을 연말까지 늘리고 세금 감면 \
        기간도 함께 연장하는 방안을 검토하고 있다.
        """

    @Test("Two reports that follow one pattern are no copies: the figures are others")
    func tellsTemplatesApart() throws {
        let one = document(
            1, "한빛전자 3분기 실적 발표",
            "한빛전자 매출 4120 억원 영업이익 310 억원 순이익 255 억원 직원 2300 명 배당 150 원 공시. " + Self.rest,
            from: "a.example", language: "ko")
        let other = document(
            2, "두루제약 2분기 실적 발표",
            "두루제약 매출 975 억원 영업이익 88 억원 순이익 61 억원 직원 720 명 배당 40 원 공시. " + Self.rest,
            from: "b.example", language: "ko")
        let comparison = try #require(TextComparison(one, other))
        #expect(!comparison.isCopy)
        #expect(comparison.caveat == .particulars)
    }
}
