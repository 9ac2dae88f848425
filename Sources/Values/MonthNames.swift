/// The months' names in the languages of feeds, a row a month: abbreviations, names, and the cases in
/// which dates have them.
///
/// A name that two languages give to different months stands once, for the one of more readers (`lip` is
/// July as in Polish, not June as in Croatian). Words of one name are joined by `_`.
public enum MonthNames {
    /// `Jan` to `Dec`, as mail (RFC 5322), HTTP (RFC 9110) and the pages of the programs have them.
    public static let abbreviations = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// The number of the month that a word names, 1–12; words of one name with `_` between them.
    public static func month(_ name: String) -> Int? {
        if let month = months[name] { return month }
        // Hebrew writes "in November" as one word.
        return name.first == "ב" ? months[String(name.dropFirst())] : nil
    }

    /// Whether the word begins a name of two or three words.
    public static func begins(_ word: String) -> Bool { beginnings.contains(word) }

    private static let months: [String: Int] = {
        var table: [String: Int] = [:]
        for (index, row) in rows.enumerated() {
            // By bytes: `show` waits for it, and characters take ten times as long.
            for name in row.utf8.split(separator: UInt8(ascii: " ")) {
                table[String(Substring(name))] = index + 1
            }
        }
        return table
    }()

    private static let beginnings = Set(
        months.keys.compactMap { name in
            name.firstIndex(of: "_").map { String(name[..<$0]) }
        })

    private static let rows = [
        """
        jan january januar jän jänner janv janvier ene enero gen gennaio gener janeiro \
        januari styczeń stycznia sty янв январь января январ січень січня січ ian ianuarie \
        leden ledna január januára tammikuu tammikuuta tammi ocak oca ιαν ιανουάριος \
        ιανουαρίου jaanuar siječanj siječnja januarie januara sausio студзень студзеня сту \
        яну януари јануари јануар јануара јан sij led sausis saus sau janvāris janvārī jaan \
        xaneiro xan janar yanvar yan jannar januaro ion ionawr eanáir ean urtarrila \
        urtarrilak urtarrilaren urt janúar जनवरी जन जानेवारी জানুয়ারি জানুয়ারী ஜனவரி జనవరి \
        يناير جانفي كانون_الثاني جنوری ژانویه ינואר ינו იანვარი იან հունվար հունվարի հնվ \
        қаңтар қаң มกราคม มค 一月 正月 tháng_một tháng_giêng
        """,
        """
        feb february februar feber fév févr février febrero febbraio fev fevereiro februari \
        luty lutego lut фев февр февраль февраля февруари лютий лютого лют februarie únor \
        února február februára febr helmikuu helmikuuta helmi şubat şub φεβ φεβρ φεβρουάριος \
        φεβρουαρίου veebruar veljača veljače febrer люты лютага феб фебруар фебруара velj \
        úno vasaris vasario vas februāris februārī veebr febreiro shkurt shk fevral frar \
        chwefror chwe feabhra feabh otsaila otsailak otsailaren ots febrúar pebruari peb \
        pebrero फ़रवरी फर फेब्रुवारी फेब्रुअरी ফেব্রুয়ারি பிப்ரவரி ఫిబ్రవరి فبراير فيفري \
        شباط فروری فوریه פברואר פבר თებერვალი თებ փետրվար փետրվարի փտվ ақпан ақп กุมภาพันธ์ \
        กพ 二月 tháng_hai febuari
        """,
        """
        mar march mär märz mrz mars marzo março maart mrt marzec marca мар март марта берез \
        березень березня martie březen března marec március márc maaliskuu maaliskuuta \
        maalis mart μάρ μάρτ μάρτιος μαρτίου μαρ märts ožujak ožujka març maret бер сакавік \
        сакавіка сак ožu bře kovas kovo kov marts martā marzu mäerz marto mac machi marso \
        mawrth maw márta martxoa martxoak martxoaren मार्च মার্চ மார்ச் మార్చి مارس آذار \
        مارچ מרץ მარტი მარ մարտ մարտի մրտ наурыз нау มีนาคม มีค 三月 tháng_ba
        """,
        """
        apr april avr avril abr abril aprile kwiecień kwietnia kwi апр апрель апреля април \
        квіт квітень квітня aprilie duben dubna apríl apríla április ápr huhtikuu huhtikuuta \
        huhti nisan nis απρ απρίλιος απριλίου aprill travanj travnja кві красавік красавіка \
        tra dub balandis balandžio bal aprīlis aprīlī prill pri aprel aprilo ebrill ebr \
        aibreán aib apirila apirilak apirilaren api अप्रैल अप्रिल एप्रिल এপ্রিল ஏப்ரல் \
        ఏప్రిల్ أبريل ابريل إبريل أفريل نيسان اپریل آوریل אפריל აპრილი აპრ ապրիլ ապրիլի ապր \
        сәуір сәу เมษายน เมย 四月 tháng_tư кра
        """,
        """
        may mai mayo maggio mag maio mei maj maja май мая трав травень травня květen května \
        máj mája május toukokuu toukokuuta touko mayıs μάι μάϊ μάιος μαΐου μαι svibanj \
        svibnja maig тра мај маја траўня svi kvě gegužė gegužės geg maijs maijā mejju majo \
        mee bealtaine beal maiatza maiatzak maiatzaren maí मई मे মে மே మే مايو ماي أيار ايار \
        مئی مه מאי მაისი მაი մայիս մայիսի մյս мамыр мам พฤษภาคม พค 五月 tháng_năm
        """,
        """
        jun june juni juin junio giugno giu junho czerwiec czerwca cze июн июнь июня юни \
        черв червень червня iun iunie červen června jún júna június kesäkuu kesäkuuta kesä \
        haziran haz ιούν ιουν ιούνιος ιουνίου juuni lipanj lipnja juny чер чэрвень чэрвеня \
        чэр јуни јун јуна čvn birželis birželio birž jūnijs jūnijā jūn xuño xuñ qershor qer \
        iyun iyn ġunju hunyo mehefin meh meitheamh meith ekaina ekainak ekainaren eka júní \
        जून जुन জুন ஜூன் జూన్ يونيو جوان حزيران جون ژوئن יוני יונ ივნისი ივნ հունիս հունիսի \
        հնս маусым мау มิถุนายน มิย 六月 tháng_sáu
        """,
        """
        jul july juli juil juillet julio luglio lug julho lipiec lipca lip июл июль июля юли \
        лип липень липня iul iulie červenec července júl júla július heinäkuu heinäkuuta \
        heinä temmuz tem ιούλ ιουλ ιούλιος ιουλίου juuli srpanj srpnja juliol ліпень ліпеня \
        ліп јули јул јула čvc liepa liepos liep jūlijs jūlijā jūl xullo xul korrik kor iyul \
        iyl lulju julai hulyo hul gorffennaf gorff gor iúil uztaila uztailak uztailaren uzt \
        júlí जुलाई जुलै জুলাই ஜூலை జులై జూలై يوليو يوليوز جويلية تموز جولائی ژوئیه יולי יול \
        ივლისი ივლ հուլիս հուլիսի հլս шілде шіл กรกฎาคม กค 七月 tháng_bảy
        """,
        """
        aug august août aoû aout ago agosto augustus agustus sierpień sierpnia sie авг \
        август августа серп серпень серпня srpen srpna augusta augusztus elokuu elokuuta elo \
        ağustos ağu αύγ αυγ αύγουστος αυγούστου kolovoz kolovoza agost augusti сер жнівень \
        жніўня жні avgust avgusta avg kol rugpjūtis rugpjūčio rugp rgp augusts augustā gusht \
        gsh avqust avq awwissu aŭgusto ogos ogo agu agt ags agosti awst aws lúnasa lún \
        abuztua abuztuak abuztuaren abu ágúst ágú ag अगस्त ऑगस्ट अगस्ट আগস্ট ஆகஸ்ட் ఆగస్టు \
        أغسطس اغسطس أوت غشت آب اگست اوت אוגוסט אוג აგვისტო აგვ օգոստոս օգոստոսի օգս тамыз \
        там สิงหาคม สค 八月 tháng_tám
        """,
        """
        sep sept september septembre septiembre setiembre settembre set setembro wrzesień \
        września wrz сен сент сентябрь сентября септември верес вересень вересня septembrie \
        září septembra szeptember szept syyskuu syyskuuta syys eylül eyl σεπ σεπτ \
        σεπτέμβριος σεπτεμβρίου rujan rujna setembre сеп септ септембар септембра вер \
        верасень верасня ruj zář septembar rugsėjis rugsėjo rugs rgs septembris septembrī \
        shtator sht sentyabr settembru septembro septemba setyembre medi med iraila irailak \
        irailaren ira meán_fómhair mfómh सितंबर सितम्बर सित सप्टेंबर सेप्टेम्बर সেপ্টেম্বর \
        செப்டம்பர் సెప్టెంబర్ سبتمبر شتنبر أيلول ايلول ستمبر سپتامبر ספטמבר ספט სექტემბერი \
        სექ սեպտեմբեր սեպտեմբերի սեպ қыркүйек қыр กันยายน กย 九月 tháng_chín
        """,
        """
        oct october okt oktober octobre octubre ottobre ott out outubro październik \
        października paź окт октябрь октября октомври жовт жовтень жовтня octombrie říjen \
        října október októbra lokakuu lokakuuta loka ekim eki οκτ οκτώβριος οκτωβρίου \
        oktoober октобар октобра жов кастрычнік кастрычніка кас říj oktobar oktobra spalis \
        spalio spal spa oktobris oktobrī tetor tet oktyabr ottubru oktoba oktubre hydref hyd \
        urria urriak urriaren urr deireadh_fómhair dfómh अक्टूबर अक्तूबर अक्टू ऑक्टोबर \
        अक्टोबर অক্টোবর அக்டோபர் అక్టోబర్ أكتوبر اكتوبر تشرين_الأول تشرين_الاول اکتوبر اکتبر \
        אוקטובר אוק ოქტომბერი ოქტ հոկտեմբեր հոկտեմբերի հոկ қазан қаз ตุลาคม ตค 十月 tháng_mười
        """,
        """
        nov november novembre noviembre novembro listopad listopada listopadu lis ноя нояб ноябрь \
        ноября ноември лист листопад листопада noiembrie noi novembra marraskuu marraskuuta \
        marras kasım kas νοέ νοε νοέμβριος νοεμβρίου studeni studenoga nopember нов ное ноем \
        новембар новембра листоп лістапад лістапада ліс stu nóv nóvember novembar lapkritis \
        lapkričio lapkr lap novembris novembrī nëntor nën noyabr novembru novemba nobyembre \
        nob nop tachwedd tach samhain samh azaroa azaroak azaroaren aza नवंबर नवम्बर नव \
        नोव्हेंबर नोभेम्बर নভেম্বর நவம்பர் నవంబర్ نوفمبر نونبر تشرين_الثاني نومبر نوامبر \
        נובמבר נוב ნოემბერი ნოე նոյեմբեր նոյեմբերի նոյ қараша қар พฤศจิกายน พย 十一月 \
        tháng_mười_một
        """,
        """
        dec december dez dezember déc décembre dic diciembre dicembre dezembro grudzień \
        grudnia gru дек декабрь декабря декември груд грудень грудня decembrie prosinec \
        prosince decembra joulukuu joulukuuta joulu aralık ara δεκ δεκέμβριος δεκεμβρίου \
        detsember des desember desembre prosinac prosinca децембар децембра дец гру снежань \
        снежня сне pro decembar gruodis gruodžio gruod grd decembris decembrī dets dhjetor \
        dhj dekabr dek diċembru decembro desemba disember disyembre dis rhagfyr rhag nollaig \
        noll abendua abenduak abenduaren abe दिसंबर दिसम्बर दिस डिसेंबर डिसेम्बर ডিসেম্বর \
        டிசம்பர் డిసెంబర్ ديسمبر دجنبر كانون_الأول كانون_الاول دسمبر دسامبر דצמבר דצמ \
        დეკემბერი დეკ դեկտեմբեր դեկտեմբերի դեկ желтоқсан жел ธันวาคม ธค 十二月 tháng_mười_hai \
        tháng_chạp
        """,
    ]
}
