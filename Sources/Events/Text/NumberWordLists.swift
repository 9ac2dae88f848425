/// The words in which languages tell numbers, in lower case. Left out are words that mean something else
/// as often (*neuf* is new, *sei* are you), and numbers of languages that put them together in more
/// ways than are worth telling.
let numberWordLists: [NumberWordList] = [
    NumberWordList(
        "en",
        numbers: """
            two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 ten 10 eleven 11 twelve 12 \
            thirteen 13 fourteen 14 fifteen 15 sixteen 16 seventeen 17 eighteen 18 nineteen 19 \
            twenty 20 thirty 30 forty 40 fifty 50 sixty 60 seventy 70 eighty 80 ninety 90
            """,
        powers: """
            hundred 2 thousand 3 lakh 5 lakhs 5 million 6 crore 7 crores 7 billion 9 trillion 12 m 6 \
            mn 6 mln 6 b 9 bn 9 tn 12 trn 12
            """,
        shares: "percent cent pct", joins: "and"),
    NumberWordList(
        "de",
        numbers: """
            zwei 2 drei 3 vier 4 fünf 5 sechs 6 sieben 7 acht 8 neun 9 zehn 10 elf 11 zwölf 12 \
            zwanzig 20 dreißig 30 vierzig 40 fünfzig 50
            """,
        powers: """
            hundert 2 tausend 3 tsd 3 million 6 millionen 6 mio 6 milliarde 9 milliarden 9 mrd 9 \
            billion 12 billionen 12
            """,
        shares: "prozent", joins: "und"),
    NumberWordList(
        "fr",
        numbers: """
            deux 2 trois 3 quatre 4 cinq 5 six 6 sept 7 huit 8 dix 10 onze 11 douze 12 treize 13 \
            quatorze 14 quinze 15 seize 16
            """,
        powers: "cent 2 cents 2 mille 3 million 6 millions 6 milliard 9 milliards 9 md 9 mds 9",
        shares: "pourcent", joins: "et"),
    NumberWordList(
        "es",
        numbers: """
            dos 2 tres 3 cuatro 4 cinco 5 seis 6 siete 7 ocho 8 nueve 9 diez 10 once 11 doce 12 trece 13 \
            catorce 14 quince 15 veinte 20 treinta 30 cuarenta 40 cincuenta 50
            """,
        powers: "mil 3 millón 6 millones 6 billón 12 billones 12", shares: "ciento", joins: "y"),
    NumberWordList(
        "it",
        numbers: """
            due 2 tre 3 quattro 4 cinque 5 sette 7 otto 8 nove 9 dieci 10 undici 11 dodici 12 venti 20 \
            trenta 30 quaranta 40 cinquanta 50
            """,
        powers: "mila 3 milione 6 milioni 6 mln 6 miliardo 9 miliardi 9 mld 9", shares: "cento"),
    NumberWordList(
        "pt",
        numbers: """
            dois 2 duas 2 três 3 quatro 4 cinco 5 seis 6 sete 7 oito 8 nove 9 dez 10 onze 11 doze 12 \
            vinte 20 trinta 30 quarenta 40 cinquenta 50
            """,
        powers: "mil 3 milhão 6 milhões 6 mi 6 bilhão 9 bilhões 9 bi 9 trilhão 12 trilhões 12",
        shares: "cento", joins: "e"),
    NumberWordList(
        "nl",
        numbers: """
            twee 2 drie 3 vier 4 vijf 5 zes 6 zeven 7 acht 8 negen 9 tien 10 elf 11 twaalf 12 twintig 20 \
            dertig 30 veertig 40 vijftig 50
            """,
        powers: "honderd 2 duizend 3 miljoen 6 mln 6 miljard 9 mld 9 biljoen 12",
        shares: "procent", joins: "en"),
    NumberWordList(
        "sv",
        numbers: """
            två 2 tre 3 fyra 4 fem 5 sju 7 åtta 8 nio 9 tio 10 elva 11 tolv 12 tjugo 20 trettio 30 \
            fyrtio 40 femtio 50
            """,
        powers: """
            hundra 2 tusen 3 miljon 6 miljoner 6 mn 6 milj 6 miljard 9 miljarder 9 mdr 9
            """,
        shares: "procent"),
    NumberWordList(
        "nb",
        numbers: """
            to 2 tre 3 fire 4 fem 5 seks 6 sju 7 åtte 8 ni 9 ti 10 elleve 11 tolv 12 tjue 20 tretti 30 \
            førti 40 femti 50
            """,
        powers: "hundre 2 tusen 3 million 6 millioner 6 mill 6 milliard 9 milliarder 9 mrd 9",
        shares: "prosent", joins: "og"),
    NumberWordList(
        "da",
        numbers: """
            to 2 tre 3 fire 4 fem 5 seks 6 syv 7 otte 8 ni 9 ti 10 elleve 11 tolv 12 tyve 20 tredive 30 \
            fyrre 40
            """,
        powers: """
            hundrede 2 tusind 3 million 6 millioner 6 mio 6 milliard 9 milliarder 9 mia 9
            """,
        shares: "procent", joins: "og"),
    NumberWordList(
        "pl",
        numbers: """
            dwa 2 dwie 2 dwóch 2 trzy 3 trzech 3 cztery 4 czterech 4 pięć 5 pięciu 5 sześć 6 sześciu 6 \
            siedem 7 siedmiu 7 osiem 8 ośmiu 8 dziewięć 9 dziewięciu 9 dziesięć 10 dziesięciu 10 \
            jedenaście 11 jedenastu 11 dwanaście 12 dwunastu 12
            """,
        powers: """
            tys 3 tysiąc 3 tysiące 3 tysięcy 3 mln 6 milion 6 miliony 6 milionów 6 mld 9 miliard 9 \
            miliardy 9 miliardów 9 bln 12
            """,
        shares: "procent procentów proc"),
    NumberWordList(
        "cs",
        numbers: """
            dva 2 dvě 2 dvou 2 tři 3 čtyři 4 pět 5 šest 6 sedm 7 osm 8 devět 9 deset 10 jedenáct 11 \
            dvanáct 12
            """,
        powers: """
            tisíc 3 tisíce 3 mil 6 milion 6 milionu 6 miliony 6 milionů 6 mld 9 miliarda 9 miliardy 9 \
            miliard 9
            """,
        shares: "procent procenta"),
    NumberWordList(
        "sk",
        powers: "tisíc 3 mil 6 milión 6 milióny 6 miliónov 6 mld 9 miliarda 9 miliardy 9 miliárd 9",
        shares: "percent percenta"),
    NumberWordList(
        "ru",
        numbers: """
            два 2 две 2 двух 2 двое 2 три 3 трех 3 трое 3 четыре 4 четырех 4 пять 5 \
            пяти 5 шесть 6 шести 6 семь 7 восемь 8 восьми 8 девять 9 девяти 9 десять 10 десяти 10 \
            одиннадцать 11 двенадцать 12
            """,
        powers: """
            тыс 3 тысяча 3 тысячи 3 тысяч 3 млн 6 миллион 6 миллиона 6 миллионов 6 млрд 9 миллиард 9 \
            миллиарда 9 миллиардов 9 трлн 12 триллион 12 триллиона 12 триллионов 12
            """,
        shares: "процент процента процентов"),
    NumberWordList(
        "uk",
        numbers: """
            два 2 дві 2 двох 2 двоє 2 три 3 трьох 3 троє 3 чотири 4 чотирьох 4 шість 6 сім 7 вісім 8 \
            десять 10 одинадцять 11 дванадцять 12
            """,
        powers: """
            тис 3 тисяча 3 тисячі 3 тисяч 3 млн 6 мільйон 6 мільйона 6 мільйони 6 мільйонів 6 млрд 9 \
            мільярд 9 мільярда 9 мільярди 9 мільярдів 9 трлн 12
            """,
        shares: "відсоток відсотка відсотків"),
    NumberWordList(
        "bg", powers: "хиляди 3 млн 6 милион 6 милиона 6 млрд 9 милиард 9 милиарда 9",
        shares: "процента"),
    NumberWordList(
        "ro", powers: "mii 3 milion 6 milioane 6 miliard 9 miliarde 9"),
    NumberWordList(
        "ca", powers: "mil 3 milió 6 milions 6"),
    NumberWordList(
        "el",
        powers: """
            χιλιάδες 3 εκατ 6 εκατομμύριο 6 εκατομμύρια 6 εκατομμυρίων 6 δισ 9 δισεκατομμύρια 9 \
            δισεκατομμυρίων 9
            """),
    NumberWordList("fi", powers: "tuhatta 3 miljoona 6 miljoonaa 6 miljardi 9 miljardia 9"),
    NumberWordList("hu", powers: "ezer 3 millió 6 milliárd 9", shares: "százalék"),
    NumberWordList("tr", powers: "bin 3 milyon 6 milyar 9 trilyon 12", shares: "yüzde"),
    NumberWordList("id", powers: "ribu 3 juta 6 miliar 9 triliun 12", shares: "persen"),
    NumberWordList("vi", powers: "trăm 2 nghìn 3 ngàn 3 triệu 6 tỷ 9 tỉ 9"),
    NumberWordList(
        "ar",
        powers: """
            ألف 3 ألفا 3 آلاف 3 مليون 6 مليونا 6 مليوني 6 ملايين 6 مليار 9 مليارا 9 مليارات 9 تريليون 12
            """,
        shares: "بالمئة بالمائة المئة المائة"),
    NumberWordList("fa", powers: "هزار 3 میلیون 6 میلیارد 9", shares: "درصد"),
    NumberWordList("ur", powers: "ہزار 3 لاکھ 5 کروڑ 7 ارب 9", shares: "فیصد"),
    NumberWordList("he", powers: "אלף 3 אלפים 3 מיליון 6 מיליארד 9", shares: "אחוז אחוזים"),
    NumberWordList(
        "hi", numbers: "तीन 3 चार 4 पांच 5 पाँच 5 छह 6 सात 7 आठ 8 दस 10 ग्यारह 11 बारह 12",
        powers: "सौ 2 हजार 3 हज़ार 3 लाख 5 करोड़ 7", shares: "प्रतिशत फीसदी"),
    NumberWordList("bn", powers: "হাজার 3 লাখ 5 কোটি 7", shares: "শতাংশ"),
]
