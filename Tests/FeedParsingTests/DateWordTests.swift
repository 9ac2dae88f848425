import Testing
import Values

@testable import FeedParsing

/// The words of dates: months of many languages, days of the week that are not, and words that nobody
/// knows.
@Suite struct DateWordTests {
    @Test(arguments: [
        "чет, 05 нов 2026 10:00:00 +0000", "Чт, 05 ноем 2026 10:00", "5 ноември 2026 10:00",
        "5. новембра 2026. 10:00", "5 листопада 2026 10:00", "Fim, 05 nóv 2026 10:00:00 +0000",
        "Thu, 05 نوفمبر 2026 10:00:00 +0000", "الخميس، ٥ تشرين الثاني ٢٠٢٦ 10:00",
        "پنجشنبه، ۵ نوامبر ۲۰۲۶ 10:00", "5 נוב 2026 10:00", "5 בנובמבר 2026 10:00",
        "พฤ., 05 พ.ย. 2026 10:00:00", "5 พฤศจิกายน 2569 10:00", "05 नवंबर 2026 10:00",
        "Thu, 05 十一月 2026 10:00:00", "2026年11月5日 10:00", "11月 5, 2026 10:00",
        "木, 05 11月 2026 10:00:00", "목, 05 11월 2026 10:00:00", "ხუთ, 05 ნოე 2026 10:00:00",
        "Kam, 05 Nop 2026 10:00:00", "Trč, 05 lapkr. 2026 10:00:00", "Kt, 05 nov. 2026 10:00",
        "Thứ 5, 05 Tháng 11 2026 10:00:00", "T5, 05 Th11 2026 10:00:00", "5 thg 11, 2026 10:00",
        "Thứ Năm, 05 Tháng Mười Một 2026 10:00", "ngày 5 tháng 11 năm 2026 10:00",
        "Iau, 05 Tach 2026 10:00:00 GMT", "Déardaoin, 05 Samhain 2026 10:00:00 GMT",
        "Og., 05 aza. 2026 10:00:00", "Dj., 05 nov. 2026 10:00", "Xov, 05 nov 2026 10:00:00",
    ])
    func `months are known in many languages`(text: String) {
        #expect(FeedDate.parse(text) == moment(2026, 11, 5, 10))
    }

    @Test(arguments: [
        ("Jum, 06 Agt 2026", 8, 6), ("Sab, 07 Agu 2026", 8, 7), ("Kha, 06 Ogos 2026", 8, 6),
        ("Sel, 10 Mac 2026", 3, 10), ("Kam, 05 Peb 2026", 2, 5), ("Pk, 05 jūn 2026", 6, 5),
        ("Xov, 08 Xan 2026", 1, 8), ("8 كانون الثاني 2026", 1, 8), ("8 كانون الأول 2026", 12, 8),
        ("Thứ Sáu, 02 Tháng Mười 2026", 10, 2), ("8 ม.ค. 2569", 1, 8),
    ])
    func `abbreviations and names of two words are known`(text: String, month: Int, day: Int) {
        #expect(FeedDate.parse(text) == moment(2026, month, day))
    }

    @Test(arguments: [
        ("1er novembre 2023", 1), ("le 1er novembre 2023", 1), ("1º de novembro de 2023", 1),
        ("1.º de novembro de 2023", 1), ("1º novembre 2023", 1), ("1° novembre 2023", 1),
        ("7e november 2023", 7), ("den 7:e november 2023", 7), ("7-a de novembro 2023", 7),
        ("November 7, Tuesday, 2023", 7), ("novembre 7, mardi, 2023", 7),
        ("7 พฤศจิกายน พ.ศ. 2566", 7), ("2023 m. lapkričio 7 d.", 7), ("7. listopadu 2023", 7),
        ("2023. gada 7. novembris", 7), ("2023ko azaroaren 7a", 7), ("2023 ж. 7 қараша", 7),
    ])
    func `ordinals, years and days of the week may stand about the month`(text: String, day: Int) {
        #expect(FeedDate.parse(text) == moment(2023, 11, day))
    }

    @Test(arguments: [
        ("mercredi 1er novembre 2023 10:20:00 +0100", 11, 1, 9),
        ("le 1er mars 2023 à 10h20", 3, 1, 10), ("Nov 7 Tue 10:20:00 2023", 11, 7, 10),
        ("Mar 7 Tue 10:20:00 2023", 3, 7, 10), ("7 november 2023 kl. 10.20", 11, 7, 10),
        ("Tue, 07 Nov 2023 10:20:00 GMT Tue, 07 Nov 2023 10:20:00 GMT", 11, 7, 10),
    ])
    func `words about the date leave its time alone`(text: String, month: Int, day: Int, hour: Int)
    {
        #expect(FeedDate.parse(text) == moment(2023, month, day, hour, 20))
    }

    @Test(arguments: [
        "24/11/2026 07:32:00 م", "24 نوفمبر 2026 7:32 م", "7:32 م 24 نوفمبر 2026 م",
        "24/11/2026 7:32:00 CH", "24 Tháng 11, 2026 7:32 chiều", "24 Nov 2026 7:32 em",
        "24 Nov 2026 7:32 e.m.", "24 Νοε 2026 7:32 μ.μ.", "24 Νοε 2026 7:32 μ. μ.",
        "24 नवंबर 2026 7:32 अपराह्न", "2026年11月24日 晚上7:32", "2026年11月24日晚上7:32",
        "2026年11月24日下午7:32", "2026/11/24 7:32:00 MD",
    ])
    func `the second half of the day is known in many languages`(text: String) {
        let date = FeedDate.parse(text)
        #expect(date == moment(2026, 11, 24, 19, 32))
    }

    @Test(arguments: [
        ("12:32 ص 24/11/2026", 0), ("24/11/2026 12:32:00 SA", 0), ("2026年11月24日 凌晨12:32", 0),
        ("2026年11月24日 凌晨3:32", 3), ("2026年11月24日 中午12:32", 12),
        ("2026年11月24日 中午1:32", 13), ("2026年11月24日 中午11:32", 11),
        ("24 نوفمبر 2026 م 7:32", 7), ("12:32 Sa, 24.11.2026", 12),
        ("à 7:32 em 24 de novembro de 2026", 7),
        ("24/11/2026 7:32:00 CH +07:00", 12), ("24/11/2026 7:32 CH GMT+7", 12),
        ("24 Nov 2026 8:32 em, +0100", 19), ("24 Nov 2026 8:32 e.m. CET", 19),
        ("24 de novembro de 2026, 07:32 em Lisboa", 7), ("24 Nov 2026 12:32 sa Maynila", 12),
    ])
    func `a part of the day is one only where it is meant`(text: String, hour: Int) {
        #expect(FeedDate.parse(text) == moment(2026, 11, 24, hour, 32))
    }

    @Test(
        arguments: [
            ("26年11月24日 10:00", moment(2026, 11, 24, 10)), ("26년 11월 24일", moment(2026, 11, 24)),
            ("令和8年11月24日", moment(2026, 11, 24)), ("R8年11月24日", moment(2026, 11, 24)),
            ("平成30年11月24日", moment(2018, 11, 24)), ("民國115年11月24日", moment(2026, 11, 24)),
            ("26年 十一月 24日", moment(2026, 11, 24)), ("26年11月", moment(2026, 11, 1)),
            ("8年11月24日", nil), ("115年11月24日", nil), ("H30年11月24日", nil),
        ] as [(String, Timestamp?)])
    func `a number that is called a year is no day`(text: String, date: Timestamp?) {
        #expect(FeedDate.parse(text) == date)
    }

    @Test(arguments: [
        ("pt., 27 lis 2026", moment(2026, 11, 27)), ("Ct, 28 Kas 2026", moment(2026, 11, 28)),
        ("24 et 25 novembre 2026", moment(2026, 11, 25)),
        ("27 lis 2026, pt.", moment(2026, 11, 27)),
        ("24.11.2026, 10:00 – 12:00 Uhr", moment(2026, 11, 24, 10)),
        ("24 Nov 2026 10:00 - 12:00 CET", moment(2026, 11, 24, 9)),
        ("Nov 24, 2026 10:00 - 12:00", moment(2026, 11, 24, 10)),
        ("24 Nov 2026 10:00 -02:00", moment(2026, 11, 24, 12)),
        ("24 Nov 2026 10:00 + 02:00", moment(2026, 11, 24, 8)),
        ("Tue, 24 Nov 2026 10:00:00 GMT - 05:00", moment(2026, 11, 24, 15)),
        ("24 Nov 2026 10:00:00 - 05:00", moment(2026, 11, 24, 15)),
        ("24 Nov 2026 10:00 GMT - 05:00", moment(2026, 11, 24, 15)),
        ("24 Nov 2026 10:00 - 05:00", moment(2026, 11, 24, 15)),
        ("24 Nov 2026 10:00:00 - 12:00:00", moment(2026, 11, 24, 10)),
        ("24 Nov 2026 10:00 am - 02:00 p.m.", moment(2026, 11, 24, 10)),
        ("24 Nov 2026 22:00 CET - 02:00 CET", moment(2026, 11, 24, 21)),
        ("24.11.2026, 22:00 - 02:00 Uhr", moment(2026, 11, 24, 22)),
        ("24 Nov 2026 18:00 GMT - 20:00", moment(2026, 11, 24, 18)),
        ("24 Nov 2026 18:00:00 - 20:00", moment(2026, 11, 24, 18)),
        ("24 Nov 2026 09:00 EST - 11:00", moment(2026, 11, 24, 14)),
        ("24 Nov 2026 10:00 CET - 12:00", moment(2026, 11, 24, 9)),
    ])
    func `neither words about a day nor the end of a time are its zone`(
        text: String, date: Timestamp?
    ) {
        #expect(FeedDate.parse(text) == date)
    }

    @Test(arguments: [
        "Thu, 05 Noveber 2026 10:00:00 GMT", "Sat, 07 Novembr 2026 10:00:00 +0000",
        "Mon, 9 Noviembree 2026 08:00:00 GMT", "mar, 05 Noveber 2026 10:00:00 GMT",
        "05 ХХХ 2026", "Noveber 5, 2026", "Noveber 2026", "Tue Nuv 05 10:20:30 2026",
        "05 Noveber 2026", "чет, 05 xyz 2026", "mar 05 Noveber 2026", "sie 05 Noveber 2026",
        "mar., 05 Noveber 2026",
        "2026 Noveber 05 10:20", "5 Noveber 2026 10.30", "2026-W05",
    ])
    func `an unknown word in the month's place gives no date`(text: String) {
        #expect(FeedDate.parse(text) == nil)
    }

    @Test(arguments: [
        "Mar, 11/24/2026 - 10:00", "mar, 24/11/2026 - 10:00", "mar 24.11.2026 10:00",
        "lis 24.11.2026 10:00", "sie, 2026-11-24 10:00", "2026-11-24 10:00 Mar",
        "Mar. 24/11/26 10:00", "Tue, 24 Nov 2026 10:00:00 Mars/Paris", "mar, 20261124T100000Z",
        "Tue Nov 24 10:00:00 XYZ 2026", "Nov 24th 26 10:00",
    ])
    func `a day of the week is not taken for another language's month`(text: String) {
        #expect(FeedDate.parse(text) == moment(2026, 11, 24, 10))
    }

    @Test(
        arguments: [
            // Drupal's way where the day comes first, in the languages of its sites.
            ("Sun, 08/06/2014 - 15:35", moment(2014, 6, 8, 15, 35)),
            ("Thu, 09/02/2006 - 23:59", moment(2006, 2, 9, 23, 59)),
            ("Sunday 8/6/14", moment(2014, 6, 8)), ("08/06/2014, Sunday", moment(2014, 6, 8)),
            ("jeu, 09/02/2006 - 23:59", moment(2006, 2, 9, 23, 59)),
            ("Jue, 09/02/2006 - 23:59", moment(2006, 2, 9, 23, 59)),
            ("Quinta-feira, 09/02/2006", moment(2006, 2, 9)),
            ("giovedì 09/02/2006", moment(2006, 2, 9)), ("Πέμ, 09/02/2006", moment(2006, 2, 9)),
            ("Thứ Năm, 09/02/2006 - 23:59", moment(2006, 2, 9, 23, 59)),
            ("Thứ 5, 09/02/2006", moment(2006, 2, 9)), ("T5, 09/02/2006", moment(2006, 2, 9)),
            ("الخميس, 09/02/2006", moment(2006, 2, 9)), ("mar, 07/03/2023", moment(2023, 3, 7)),
            ("do 09/02/2006", moment(2006, 2, 9)), ("Čt, 09/02/2006", moment(2006, 2, 9)),
            // A Sunday in one language and a Saturday in another.
            ("So, 08/06/2014", moment(2014, 6, 8)), ("So, 01/02/2014", moment(2014, 2, 1)),
            // The month first, as without a day of the week, and where neither or both fit.
            ("Wed, 08/06/2014 - 15:35", moment(2014, 8, 6, 15, 35)),
            ("09/02/2006", moment(2006, 9, 2)), ("Mon, 09/02/2006", moment(2006, 9, 2)),
            ("Sat/Thu 09/02/2006", moment(2006, 9, 2)), ("on 01/02/2006", moment(2006, 1, 2)),
            ("to 02/03/2006", moment(2006, 2, 3)),
            // A zone is no day, but a day before the time is no zone.
            ("03/02/2006 10:00 PT", moment(2006, 3, 2, 18)),
            ("03/01/2006 10:00 UT", moment(2006, 3, 1, 10)),
            ("pt, 03/02/2006 10:00", moment(2006, 2, 3, 10)),
            ("Mon, 30/03/2020", moment(2020, 3, 30)), ("Sun, 30/03/2020", moment(2020, 3, 30)),
            // Nobody writes the month first with dots.
            ("Wed, 08.06.2014", moment(2014, 6, 8)), ("Sun, 08.06.2014", moment(2014, 6, 8)),
        ] as [(String, Timestamp?)])
    func `the day of the week tells which number is the month`(text: String, date: Timestamp?) {
        #expect(FeedDate.parse(text) == date)
    }

    @Test(
        arguments: [
            ("2004-05-28 오전 1:31:15", moment(2004, 5, 27, 16, 31, 15)),
            ("2004년 05월 28일  01:31:15", moment(2004, 5, 27, 16, 31, 15)),
            ("2004년 5월 28일 01시 31분", moment(2004, 5, 27, 16, 31)),
            ("2004년 5월 28일 01:31:15 GMT", moment(2004, 5, 28, 1, 31, 15)),
            ("2004년 5월 28일", moment(2004, 5, 28)),
            ("2004年5月28日 01:31", moment(2004, 5, 28, 1, 31)),
        ] as [(String, Timestamp?)])
    func `a time in Korean words is one of Korea`(text: String, date: Timestamp?) {
        #expect(FeedDate.parse(text) == date)
    }

    @Test(arguments: [
        "0000-00-00 00:00:00", "0001-01-01T00:00:00Z", "Mon, 01 Jan 0001 00:00:00 +0000",
        "Wed, 30 Nov -0001 00:00:00 +0000", "-0001-11-30T00:00:00Z", "1899-12-30T00:00:00",
        "1900-01-01 00:00:00", "1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT",
        "Wed, 31 Dec 1969 19:00:00 -0500", "Thu, 01 Jan 1970 00:00:00 +0100", "0000000000",
    ])
    func `the zero of a program is no date`(text: String) {
        #expect(FeedDate.parse(text) == nil)
    }

    @Test(
        arguments: [
            ("7 e 2023", nil), ("7 th 2023", nil), ("the 7 2023", nil), ("11 de 2023", nil),
            ("Tháng 11 2023", moment(2023, 11, 1)), ("2023年11月", moment(2023, 11, 1)),
        ] as [(String, Timestamp?)])
    func `an ordinal before a year is a day whose month is missing`(text: String, date: Timestamp?)
    {
        #expect(FeedDate.parse(text) == date)
    }

    @Test(arguments: [
        ("2023. 11. 7. 10.20", 10), ("7. 11. 2023. 10.20", 10), ("7.11.2023 - 10.20", 10),
        ("2023.11.7.10.20", 0), ("2023-11-07 -10.20", 0), ("2023. 11. 7. 10. 20", 0),
        ("7.11.2023 - 14.11.2023", 0), ("7.11.2023 – 14.11.2023", 0),
    ])
    func `a time with a dot stands apart from the date before it`(text: String, hour: Int) {
        #expect(FeedDate.parse(text) == moment(2023, 11, 7, hour, hour == 0 ? 0 : 20))
    }

    @Test(
        arguments: [
            ("1699352430", moment(2023, 11, 7, 10, 20, 30)),
            ("1699352430123", moment(2023, 11, 7, 10, 20, 30)), ("0000000000000", nil),
            ("9999999999999", nil), ("16993524301", nil),
        ] as [(String, Timestamp?)])
    func `the seconds and milliseconds of Unix time are read`(text: String, date: Timestamp?) {
        #expect(FeedDate.parse(text) == date)
    }

    @Test func `zones end fourteen hours from Greenwich`() {
        #expect(FeedDate.parse("2026-11-24T10:00:00+14:00") == moment(2026, 11, 23, 20))
        #expect(FeedDate.parse("2026-11-24T10:00:00+99:00") == nil)
        #expect(FeedDate.parse("Tue, 24 Nov 2026 10:00:00 -30") == nil)
        #expect(FeedDate.parse("Fri, 11 Mar 2016 01:15:00 +3000") == moment(2016, 3, 9, 19, 15))
        #expect(FeedDate.parse("Tue, 24 Nov 2026 10:00:00 PKT") == moment(2026, 11, 24, 5))
        #expect(FeedDate.parse("Tue, 24 Nov 2026 10:00:00 CLT") == moment(2026, 11, 24, 14))
    }

    @Test(arguments: [
        "Tue, 24 Nov 2026 10.30", "24.11.2026 klo 10.30", "24/11/2026 10.30",
        "24 Nov 2026 10.30.00",
        "10:30 - 24 Nov 2026", "10:30 - 24.11.2026",
    ])
    func `the time may have dots, or stand before a dash and the date`(text: String) {
        #expect(FeedDate.parse(text) == moment(2026, 11, 24, 10, 30))
    }
}
