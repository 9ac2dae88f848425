import Testing
import Values

@testable import FeedParsing

@Suite struct FeedDateTests {
    @Test(arguments: [
        "Tue, 04 Jul 2023 10:20:30 GMT", "tue,4 jul 2023 10:20:30 +0000", "4 Jul 23 10:20:30 Z",
        "Tue, 04-Jul-2023 10:20:30 UTC", "Tue, 4th July 2023, 10:20:30", "Tue Jul  4 10:20:30 2023",
        "Tue Jul 04 10:20:30 +0000 2023", "Tue, 04 Jul 2023 06:20:30 EDT",
        "Tue (day), 04 Jul 2023 (date) 10:20:30 (time) +0000", "July 4, 2023 10:20:30 AM",
        "Tuesday, July 4, 2023 - 10:20:30 a.m.", "2023-07-04T10:20:30Z", "2023-07-04 10:20:30",
        "2023-07-04T12:20:30+02:00", "2023-07-04T12:20:30+0200", "2023-07-04T12:20:30+02:00:00",
        "2023-07-04T06:20:30-04", "2023-07-04T10:20:30.123456Z", "20230704T102030Z",
        "20230704102030", "2023-185T10:20:30Z", "2023/07/04 10:20:30", "04.07.2023 10:20:30",
        "7/4/2023 10:20:30 AM", "07/04/23 10:20:30", "23-07-04 10:20:30",
        "Tue Jul 04 2023 12:20:30 GMT+0200 (Central European Summer Time)",
        "Di, 04 Juli 2023 12:20:30 MESZ", "mar., 04 juil. 2023 10:20:30 +0000",
        "Вт, 04 июл 2023 10:20:30 GMT", "Τρι, 04 Ιούλ 2023 10:20:30 GMT",
        "2023-július-04T10:20:30Z", "2023년 7월 4일 오후 7:20:30", "2023年7月4日 10時20分30秒",
        "1688466030", "1688466030.5", " 1688466030.000 ", "1688466030500.25",
        "2023-07-04T10.20.30Z", "2023-07-04T12.20.30+02:00", "2023-07-04 10.20.30",
        "2023-07-04T12:20:30 02:00", "2023-07-04T16:05:30.25 05:45",
        // Another time, of which the last counts.
        "2023-07-04T00:00:00 10:20:30", "2023-07-04T00:00:00 10:20:30 AM",
    ])
    func `one moment is read in many forms`(text: String) {
        #expect(FeedDate.parse(text) == moment(2023, 7, 4, 10, 20, 30))
    }

    @Test(arguments: [
        ("2023-07-04", moment(2023, 7, 4)), ("2023-07", moment(2023, 7, 1)),
        ("2023", moment(2023, 1, 1)),
        ("20230704", moment(2023, 7, 4)), ("-0312", moment(2003, 12, 1)),
        ("15-11-2014", moment(2014, 11, 15)), ("15/11/2014", moment(2014, 11, 15)),
        ("08.02.2014 +0200", moment(2014, 2, 7, 22)), ("26 Sep 2022 GMT", moment(2022, 9, 26)),
        ("December 22, 2014 09:05 PM", moment(2014, 12, 22, 21, 5)),
        ("Thursday, May 1, 2014 12:28 AM", moment(2014, 5, 1, 0, 28)),
        ("Thu, 02 Jan 70 00:00:00 GMT", moment(1970, 1, 2)),
        ("Thu, 31 Dec 2016 23:59:60 GMT", moment(2017, 1, 1)),
        ("2023-07-04T24:00:00Z", moment(2023, 7, 5)),
        ("2003-06-31T12:00:00Z", moment(2003, 7, 1, 12)),
        ("Sun, 09 Feb 1806 23:59:45 +0000", moment(1806, 2, 9, 23, 59, 45)),
    ])
    func `parts that are not there are zero`(text: String, expected: Timestamp?) {
        #expect(FeedDate.parse(text) == expected)
    }

    @Test(arguments: [
        ("2026-11-24T19.32Z", 32), ("2026-11-24T1932Z", 32), ("2026-11-24T19Z", 0),
        ("2026-11-24T20:32 01:00", 32),
    ])
    func `a time behind a T may lack its seconds`(text: String, minute: Int) {
        #expect(FeedDate.parse(text) == moment(2026, 11, 24, 19, minute))
    }

    @Test(
        arguments: [
            ("9 Feb 2006 2359 EST", moment(2006, 2, 10, 4, 59)),
            ("2006-02-09 2359", moment(2006, 2, 9, 23, 59)),
            ("20060209 235945", moment(2006, 2, 9, 23, 59, 45)),
            ("20060209 2359-0500", moment(2006, 2, 10, 4, 59)),
            ("Thu, 09 Feb 2006, 0715 +0100", moment(2006, 2, 9, 6, 15)),
            ("Feb 9 2006 1130 PM", moment(2006, 2, 9, 23, 30)),
            ("20060209 23.59", moment(2006, 2, 9, 23, 59)),
            ("2006 Feb 9 1030", moment(2006, 2, 9, 10, 30)),
            ("Feb 9 2006 1130 a.m.", moment(2006, 2, 9, 11, 30)),
            ("Thứ 5, 09 Tháng 2 2006 1030", moment(2006, 2, 9, 10, 30)),
            ("9 Feb 2006 1000 - 10 Feb 2006 1200", moment(2006, 2, 9, 10)),
            // Its end, or a zone.
            ("9 Feb 2006 1400-1600", moment(2006, 2, 9, 14)),
            ("9 Feb 2006 1000 - 1200", moment(2006, 2, 9, 10)),
            ("9 Feb 2006 1000 - 1200 CET", moment(2006, 2, 9, 9)),
            ("9 Feb 2006 1000 CET - 1200", moment(2006, 2, 9, 9)),
            ("9 Feb 2006 1000 GMT - 0500", moment(2006, 2, 9, 15)),
            ("9 Feb 2006 1000 am - 0200 pm", moment(2006, 2, 9, 10)),
            ("9 Feb 2006 0100-0500", moment(2006, 2, 9, 6)),
            ("9 Feb 2006 1000 - 0500", moment(2006, 2, 9, 15)),
            // Another day, or none.
            ("2006-02-09 2006-02-10", moment(2006, 2, 9)), ("9 Feb 2006 2400", moment(2006, 2, 9)),
            ("9 Feb 2006 2360", moment(2006, 2, 9)), ("2006-02-09 -0500", moment(2006, 2, 9, 5)),
            ("2006-02-09 23:59 0100", moment(2006, 2, 9, 23, 59)),
            ("Feb 9, 2006 - Feb 10, 2006", moment(2006, 2, 9)),
            ("Feb 9, 2006 - Mar 8, 2007", moment(2006, 2, 9)),
            ("Thursday, Feb 9, 2006, Feb 10, 2006", moment(2006, 2, 9)),
            ("Feb 9, 2006 - Mar, 2007", moment(2006, 2, 9)),
            ("2006 Feb 9, 2007 Feb 10", moment(2006, 2, 9)),
            ("2月 9, 2006, 2月 10, 2006", moment(2006, 2, 9)),
            ("2006年2月9日, 2007年2月10日", moment(2006, 2, 9)),
            ("2006 m. vasario 9, 2007 m. vasario 10", moment(2006, 2, 9)),
            ("Feb 2006", moment(2006, 2, 1)), ("2006/02/09 2006/02/10", moment(2006, 2, 9)),
        ] as [(String, Timestamp?)])
    func `a time without marks stands alone behind the whole date`(
        text: String, date: Timestamp?
    ) {
        #expect(FeedDate.parse(text) == date)
    }

    @Test(arguments: [
        ("2023-07-04T00:00:00 19:30", moment(2023, 7, 4, 19, 30)),
        ("2023-07-04T00:00:00 10:20", moment(2023, 7, 4, 10, 20)),
        ("2023-07-04T00:00:00 10:30 PM", moment(2023, 7, 4, 22, 30)),
        ("2023-07-04T00:00 10:30", moment(2023, 7, 4, 10, 30)),
        ("2023-07-04 00:00:00 10:30", moment(2023, 7, 4, 10, 30)),
    ])
    func `what can be no zone behind a time is another`(text: String, expected: Timestamp?) {
        #expect(FeedDate.parse(text) == expected)
    }

    @Test(arguments: [
        "", "yesterday", "10:20", "Jul", "4 Jul", "2023-13-01", "2023-00-10", "2023-07-32",
        "2023-07-04T25:00:00Z", "99999999999999999999",
        "Sun 1/2/999999999999999999", "Sun 1/999999999999999999/2006", "1:1:1:1:1", "+0200",
        "- - -", ":", "12/",
        "0000000000000000000000000000000000000000000000", "2023-07-04T10:99:00Z",
        String(repeating: "1 ", count: 500), String(repeating: "é", count: 5_000),
    ])
    func `nothing is invented`(text: String) {
        #expect(FeedDate.parse(text) == nil)
    }
}
