/// The days of the week in the languages of feeds, a row a day, Sunday first: names and abbreviations.
///
/// They settle which number of `08/06/2014` is the month, and so those of peoples that write dates with
/// slashes matter most. What two languages call different days stands in both rows (`so` is a Sunday in
/// German, a Saturday in Czech); what stands before dates in English, French or Spanish (`on`, `to`, `la`) in
/// none. Small words of other languages (`do`, `per`) do stand here. Words of one name are joined by `_`.
enum DayNames {
    /// The days that a word may name, 0 being Sunday; none where it is no name of a day.
    static func days(_ name: String) -> [Int] { days[name] ?? [] }

    private static let days: [String: [Int]] = {
        var table: [String: [Int]] = [:]
        for (day, row) in rows.enumerated() {
            for name in row.split(separator: " ") { table[String(name), default: []].append(day) }
        }
        return table
    }()

    private static let rows = [
        """
        sun sunday so sonntag dim dimanche dom domingo domenica zo zon zondag søn søndag sön \
        söndag su sunnuntai ndz niedz niedziela ne neděle nedeľa ned nedelja nedjelja vas \
        vasárnap du dum duminică вс воскресенье нд неділя неделя нед dg diumenge κυρ κυριακή \
        paz pazar الأحد الاحد أحد ראשון min minggu aha ahad cn chủ_nhật रविवार रवि อา อาทิตย์ \
        วันอาทิตย์ sul domh domhnach linggo 星期日 星期天 週日 周日 日曜日 일요일
        """,
        """
        mon monday mo montag lun lundi lunes lunedì lunedi seg segunda ma maa maandag man mandag \
        mån måndag maanantai pon poniedziałek po pondělí pondelok ponedjeljak ponedeljek hét \
        hétfő lu luni пн понедельник понеділок понеделник пон dl dilluns luns δευ δευτέρα pzt \
        pazartesi الاثنين الإثنين اثنين שני sen senin isn isnin thứ_hai सोमवार सोम จ จันทร์ \
        วันจันทร์ llun luan 星期一 週一 周一 月曜日 월요일
        """,
        """
        tue tues tuesday di dienstag mar mardi martes martedì martedi ter terça din dinsdag tir \
        tirsdag tis tisdag ti tiistai wt wto wtorek út úterý ut utorok utorak uto tor torek kedd \
        ma marți marţi вт вторник вівторок втор dt dimarts τρι τρί τρίτη sal salı الثلاثاء ثلاثاء \
        שלישי sel selasa thứ_ba मंगलवार मंगल อ อังคาร วันอังคาร mawrth máirt 星期二 週二 周二 \
        火曜日 화요일
        """,
        """
        wed wednesday mi mittwoch mer mercredi mié mie miércoles miercoles mercoledì mercoledi \
        qua quarta wo woe woensdag ons onsdag ke keskiviikko śr śro środa st středa streda sri \
        srijeda sre sreda sze szerda miercuri ср среда середа сряда сре dc dimecres mér mércores \
        τετ τετάρτη çar çarşamba الأربعاء الاربعاء أربعاء רביעי rab rabu thứ_tư बुधवार बुध พ พุธ \
        วันพุธ mercher céad céadaoin 星期三 週三 周三 水曜日 수요일
        """,
        """
        thu thur thurs thursday do donnerstag jeu jeudi jue jueves gio giovedì giovedi qui \
        quinta don donderdag tor torsdag tors torstai cz czw czwartek čt čtvrtek št štvrtok čet \
        četvrtak četrtek csü csütörtök joi jo чт четверг четвер четвъртък чет dj dijous xov \
        xoves πεμ πέμ πέμπτη per perşembe الخميس خميس חמישי kam kamis kha khamis thứ_năm गुरुवार \
        गुरु พฤ พฤหัสบดี วันพฤหัสบดี iau déar déardaoin 星期四 週四 周四 木曜日 목요일
        """,
        """
        fri friday fr freitag ven vendredi vie viernes venerdì venerdi sex sexta vr vrij vrijdag \
        fre fredag pe perjantai pt pią piątek pá pátek pi piatok pet petak petek pén péntek vin \
        vi vineri пт пятница пʼятниця петък пет dv divendres venres παρ παρασκευή cum cuma \
        الجمعة جمعة שישי jum jumat jumaat thứ_sáu शुक्रवार शुक्र ศ ศุกร์ วันศุกร์ gwe gwener \
        aoi aoine 星期五 週五 周五 金曜日 금요일
        """,
        """
        sat saturday sa samstag sonnabend sam samedi sáb sab sábado sabado sabato za zat zaterdag \
        lør lørdag lör lördag lauantai sob sobota so subota sub szo szombat sâm sâmbătă sâ сб \
        суббота субота съб ds dissabte σάβ σαβ σάββατο cmt cumartesi السبت سبت שבת sabtu thứ_bảy \
        शनिवार शनि ส เสาร์ วันเสาร์ sad sadwrn sath satharn 星期六 週六 周六 土曜日 토요일
        """,
    ]
}
