/// What months are called in the languages of feeds.
public enum MonthName {
    /// The number of the month that a word in lower case names in one of them, 1–12; nil for another word.
    public static func month(_ word: String) -> Int? { months[word] }

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
}
