/// Function words a language, lower case, cut where the tokeniser cuts. Short on purpose: the
/// background frequencies weigh down whatever else is common.
let stopWordLists: [(code: String, words: String)] = [
    (
        "en",
        """
        a about after again against all also am an and any are as at be because been before being \
        between both but by can could did do does doing down during each few for from further had \
        has have having he her here hers him his how i if in into is it its just ll may me might \
        more most must my no nor not now of off on once only or other our out over own re s said \
        same say says she should so some such t than that the their them then there these they \
        this those through to too under until up us ve very was we were what when where which \
        while who whom why will with would you your
        """
    ),
    (
        "fr",
        """
        a à après au aucun aussi autre aux avant avec avoir c ce cela ces cet cette ceux chez ci \
        comme contre d dans de des donc dont du elle elles en encore entre est et été être eu eux \
        fait il ils j je l la là le les leur leurs lors lui m mais me même mes moi mon n ne ni nos \
        notre nous on ont ou où par pas pendant peu peut plus pour qu quand que quel quelle qui s \
        sa sans se sera ses si son sont sous sur t ta te tes toi ton tous tout toute très tu un \
        une vers vos votre vous y
        """
    ),
    (
        "de",
        """
        ab aber alle als also am an auch auf aus bei beim bin bis bist da damit dann das dass dem \
        den denn der des dessen die dies diese diesem diesen dieser doch dort du durch ein eine \
        einem einen einer eines er es für gegen hat hatte haben hier ich ihm ihn ihr ihre im in \
        ins ist ja kann kein keine man mehr mein mit muss nach nicht nichts noch nun nur ob oder \
        ohne sagt schon sehr sei sein seine sich sie sind so soll über um und uns unter vom von \
        vor war waren was weil wenn wer werden wie wieder will wir wird wurde zu zum zur zwischen
        """
    ),
    (
        "es",
        """
        a al ante antes así aun aunque cada como con contra cual cuando de del desde donde dos \
        durante e el él ella ellos en entre era es esa ese eso esta está este esto estos fue ha \
        han hasta hay la las le les lo los más me mi mientras muy nada ni no nos o otra otro para \
        pero poco por porque que qué quien se según ser si sí sido sin sobre son su sus también \
        tanto te tiene todo todos tras tu un una uno unos y ya yo
        """
    ),
    (
        "it",
        """
        a ad agli ai al alla alle anche ancora c che chi ci col come con contro cosa così d da \
        dagli dai dal dalla dalle degli dei del dell della delle di dopo dove due e è ed era fra \
        gli ha hanno i il in io l la le lei lo loro lui ma mentre mi molto nei nel nell nella \
        nelle no noi non o ogni per perché però più prima qua quando quanto quella quello questa \
        questo qui se sempre senza si sia sono sotto su sua sui sul sulla suo suoi tra tutti tutto \
        un una uno
        """
    ),
    (
        "pt",
        """
        a à ainda ao aos após as às até com como contra da das de dela dele depois do dos e é ela \
        ele eles em entre era essa esse esta está este eu foi foram há isso já lhe mais mas me \
        mesmo meu muito na nas não nem no nos o ou para pela pelas pelo pelos por porque quando \
        que quem se sem ser será seu seus só sobre sua são também te tem teve um uma umas uns você
        """
    ),
    (
        "nl",
        """
        aan al alle als bij dan dat de der deze die dit doch door dus een en er geen haar had heb \
        hebben heeft hem het hier hij hoe hun ik in is ja je kan maar me meer men met mijn na naar \
        niet nog nu of om omdat onder ons ook op over te tegen toch toen tot u uit van veel voor \
        waar was wat we wel werd wie wij wil worden wordt zal ze zei zich zij zijn zo zonder zou
        """
    ),
    (
        "vi",
        """
        anh bị bởi cả các cái cần càng cho chỉ chưa có con còn cũng cùng của cứ đã đang đây để đến \
        đều đi do đó được gì hay hơn khi không là lại làm lên lúc mà mình một này nên nếu ngay như \
        nhưng những nơi nữa ở phải qua ra rằng rất rồi sau sẽ so sự tại theo thì trên trong trước \
        từ từng và vẫn vào vậy vì việc với vừa
        """
    ),
    (
        "ru",
        """
        а без был была были было быть в вам вас весь во вот все вы где да для до его ее \
        если есть еще же за и из или им их к как ко когда кто ли мне мы на над нам нас не него \
        нет ни но о об он она они оно от по под после при про с со так также там то того тоже \
        только том ты у уже чем что чтобы эта эти это этого этот я
        """
    ),
    (
        "sv",
        """
        alla att av blev bli de dem den det dig din du där efter ej eller en ett från för ha hade \
        han har henne hon honom hur i icke inte jag kan man med men mig min mot mycket ni nu när \
        och om oss på sedan ser sig sin ska skulle som till under upp ut var vad vi vid är över
        """
    ),
    (
        "nb",
        """
        alle at av ble bli da de dem den der det deg du eller en er et etter for fra ha hadde han \
        har hun hva hvor i ikke jeg kan man med men meg mot når nå og om opp oss på seg sin ska \
        skal som så til under ut var ved vi vil være å
        """
    ),
    (
        "da",
        """
        af alle at blev bliver da de dem den der det dig du efter eller en er et for fra ham han \
        har havde hun hvad hvor i ikke jeg kan man med men mig mod ned nu når og også om op os på \
        sig sin skal som så til ud under var ved vi vil være
        """
    ),
    (
        "pl",
        """
        a aby ale bez być był była było co czy dla do gdy gdzie go i ich im ja jak jako jest jej \
        jego już każdy które który którzy lub ma mi może na nad nie niż o od on ona oni oraz po \
        pod przed przez przy są się ta tak także tam te tego tej ten to tylko tym u w we więc z za \
        ze że
        """
    ),
]
