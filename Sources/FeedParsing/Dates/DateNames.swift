/// The words of dates: months, zones, halves of the day.
enum DateNames {
    /// The number of the month that a word names in one of the languages of feeds, 1–12.
    static func month(_ word: String) -> Int? { months[word] }

    /// Seconds east of Greenwich of a named zone.
    static func zone(_ word: String) -> Int? { zones[word].map { $0 * 60 } }

    /// Whether a word says that the hour counts from noon; nil when it is no such word.
    static func isAfternoon(_ word: String) -> Bool? { halves[word] }

    private static let halves: [String: Bool] = [
        "am": false, "vorm": false, "오전": false, "上午": false, "午前": false, "πμ": false,
        "pm": true, "nachm": true, "오후": true, "下午": true, "午後": true, "μμ": true,
    ]

    /// A row a month; abbreviations and full names of all languages side by side.
    private static let months: [String: Int] = {
        let rows = [
            """
            jan january januar jän jänner janv janvier ene enero gen gennaio gener janeiro januari \
            styczeń stycznia sty янв январь января январ січень січня січ ian ianuarie leden ledna \
            január januára tammikuu tammikuuta tammi ocak oca ιαν ιανουάριος ιανουαρίου jaanuar \
            siječanj siječnja januarie januara sausio
            """,
            """
            feb february februar feber fév févr février febrero febbraio fev fevereiro februari \
            luty lutego lut фев февр февраль февраля февруари лютий лютого лют februarie únor února \
            február februára febr helmikuu helmikuuta helmi şubat şub φεβ φεβρ φεβρουάριος \
            φεβρουαρίου veebruar veljača veljače febrer februára
            """,
            """
            mar march mär märz mrz mars marzo março maart mrt marzec marca мар март марта берез \
            березень березня martie březen března mars marec március márc maaliskuu maaliskuuta \
            maalis mart μάρ μάρτ μάρτιος μαρτίου μαρ märts ožujak ožujka març maret
            """,
            """
            apr april avr avril abr abril aprile kwiecień kwietnia kwi апр апрель апреля април \
            квіт квітень квітня aprilie duben dubna apríl apríla április ápr huhtikuu huhtikuuta \
            huhti nisan nis απρ απρίλιος απριλίου aprill travanj travnja
            """,
            """
            may mai mayo maggio mag maio mei maj maja май мая трав травень травня květen května máj \
            mája május máj toukokuu toukokuuta touko mayıs μάι μάϊ μάιος μαΐου μαι svibanj svibnja \
            maig
            """,
            """
            jun june juni juin junio giugno giu junho czerwiec czerwca cze июн июнь июня юни черв \
            червень червня iun iunie červen června jún júna június jún kesäkuu kesäkuuta kesä \
            haziran haz ιούν ιουν ιούνιος ιουνίου juuni lipanj lipnja juny
            """,
            """
            jul july juli juil juillet julio luglio lug julho lipiec lipca lip июл июль июля юли \
            лип липень липня iul iulie červenec července júl júla július heinäkuu heinäkuuta heinä \
            temmuz tem ιούλ ιουλ ιούλιος ιουλίου juuli srpanj srpnja juliol
            """,
            """
            aug august août aoû aout ago agosto augustus agustus sierpień sierpnia sie авг август \
            августа серп серпень серпня srpen srpna augusta augusztus elokuu elokuuta elo ağustos \
            ağu αύγ αυγ αύγουστος αυγούστου kolovoz kolovoza agost augusti
            """,
            """
            sep sept september septembre septiembre setiembre settembre set setembro wrzesień \
            września wrz сен сент сентябрь сентября септември верес вересень вересня septembrie \
            září septembra szeptember szept syyskuu syyskuuta syys eylül eyl σεπ σεπτ σεπτέμβριος \
            σεπτεμβρίου rujan rujna setembre
            """,
            """
            oct october okt oktober octobre octubre ottobre ott out outubro październik \
            października paź окт октябрь октября октомври жовт жовтень жовтня octombrie říjen října \
            október októbra lokakuu lokakuuta loka ekim eki οκτ οκτώβριος οκτωβρίου oktoober
            """,
            """
            nov november novembre noviembre novembro listopad listopada lis ноя нояб ноябрь ноября \
            ноември лист листопад листопада noiembrie noi novembra marraskuu marraskuuta marras \
            kasım kas νοέ νοε νοέμβριος νοεμβρίου studeni studenoga nopember
            """,
            """
            dec december dez dezember déc décembre dic diciembre dicembre dezembro grudzień grudnia \
            gru дек декабрь декабря декември груд грудень грудня decembrie prosinec prosince \
            decembra joulukuu joulukuuta joulu aralık ara δεκ δεκέμβριος δεκεμβρίου detsember des \
            desember desembre prosinac prosinca
            """,
        ]
        var table: [String: Int] = [:]
        for (index, row) in rows.enumerated() {
            for name in row.split(whereSeparator: \.isWhitespace) {
                table[String(name)] = index + 1
            }
        }
        return table
    }()

    /// Minutes east. Where a name is used in several places, the one that feeds mean.
    private static let zones: [String: Int] = [
        "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 60, "bst": 60, "cet": 60, "mez": 60,
        "met": 60, "cest": 120, "mesz": 120, "mest": 120, "sast": 120, "eet": 120, "eest": 180,
        "msk": 180, "msd": 240, "ist": 330, "hkt": 480, "sgt": 480, "awst": 480, "jst": 540,
        "kst": 540, "acst": 570, "acdt": 630, "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780,
        "art": -180, "brt": -180, "adt": -180, "ast": -240, "at": -240, "nst": -210, "ndt": -150,
        "edt": -240, "est": -300, "et": -300, "cdt": -300, "cst": -360, "ct": -360, "mdt": -360,
        "mst": -420, "mt": -420, "pdt": -420, "pst": -480, "pt": -480, "akdt": -480, "akst": -540,
        "hst": -600,
    ]
}
