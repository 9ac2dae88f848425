/// The same for languages met less often. Letters are as the tokeniser folds them: Persian and Urdu ye
/// and kaf as the Arabic ones, the final sigma as any other, no points of Arabic.
let furtherStopWordLists: [(code: String, words: String)] = [
    (
        "ar",
        """
        في من على إلى الى عن مع هذا هذه ذلك تلك التي الذي الذين اللذين أن ان إن كان كانت كانوا \
        يكون تكون لا ما لم لن قد لقد كل بعد قبل بين حتى أو او ثم هو هي هم هما كما عند عندما منذ \
        خلال حول ضد وقد وفي ومن وهو وهي وأن وكان وكانت ولم ولا وعلى وإلى أكثر غير أي اي بعض عبر \
        لكن ولكن حيث إذا له لها لهم به بها فيه فيها منه منها عليه عليها عنه إنه إنها أنه أنها \
        وأنه بأن لأن أيضا أمام دون تم يتم ليس ليست نحو سوف هناك هنا نفس لدى لديه نحن أنا أنت قال \
        وقال قالت
        """
    ),
    (
        "el",
        """
        ο η το οι τα του τησ των τον την τουσ τισ τη ένα ένασ μια μία έναν και κι να θα δεν μη \
        μην με σε από για στο στη στην στον στα στισ στουσ στου στησ ωσ αν ότι που πωσ όπωσ \
        είναι ήταν έχει έχουν είχε αυτό αυτή αυτόσ αυτά αυτέσ αυτόν αλλά ή μετά πριν κατά προσ \
        χωρίσ πιο πολύ όταν ενώ επίσησ μόνο τι ποιοσ όλα όλοι όλεσ κάθε μασ σασ μου σου εκεί εδώ \
        όχι ναι μέχρι υπό μεταξύ λόγω επειδή γιατί αφού καθώσ όμωσ ακόμη ακόμα τώρα έτσι οποίο \
        οποία οποίοσ οποίοι οποίων
        """
    ),
    (
        "tr",
        """
        ve bir bu da de ile için o ki mi mı mu mü ne ama çok daha gibi kadar sonra önce her en \
        olarak olan oldu olduğu olduğunu ise ya veya değil var yok ben sen biz siz onlar onun \
        bunun ona buna şu hem hiç bile diye göre kendi tüm bütün bazı ancak fakat çünkü nasıl \
        neden nerede üzere karşı dedi etti edildi eden ediyor etmek olması olacak tarafından \
        arasında içinde üzerinde hakkında böyle şöyle öyle artık yine henüz
        """
    ),
    (
        "cs",
        """
        a aby ale ani asi až bez bude budou být byl byla byli bylo byly by co což do i já jak \
        jako je jeho jej její jejich jen jestli ještě již jsem jsme jsou k kde kdo kdy když \
        která které který kteří ke má mají mezi mi mít mu na nad ne nebo není než nic o od on \
        ona oni ono pak po pod podle pokud pouze právě pro proč proti protože před při s se si \
        své svou svůj ta tak také takže tam tato tedy ten tento těch to toho tom tomu toto tu \
        tuto ty u už v ve však více vše všech z za zda ze že
        """
    ),
    (
        "ro",
        """
        a ai al ale am ar are as asta au aceasta această acest aceste acestea acum ca că care cu \
        când ce cel cea cei cele către cum da dar de deşi din după doar e ea ei el ele era \
        este eu fi fie fiind fost foarte fără iar i în între îi îl îmi îşi la le lor lui mai \
        mult ne nici nu o or ori pe pentru peste poate prin printre sa să sau se şi sub sunt \
        tot toate toţi un una unde unei unor unui va vor
        """
    ),
    (
        "fi",
        """
        ei eikä eivät en ennen että ettei he heidän hän hänen häntä ja jo joka joiden joita \
        jonka jopa jos jossa jota jotka joten juuri kaikki kanssa kautta kuin kuitenkin kun \
        kuten lisäksi me minä mitä mukaan mutta myös ne niiden niin niitä noin nyt näin ole olen \
        oli olivat olla ollut on ovat se sekä sen siellä siihen siinä siitä sille sillä sitä \
        sitten tai tämä tämän tähän tässä tätä te vaan vain vai vielä voi yli jälkeen aikana \
        vuoksi asti eli
        """
    ),
    (
        "id",
        """
        ada adalah agar akan antara apa atas atau bagi bahwa banyak belum beberapa bisa dalam \
        dan dapat dari dengan di dia hal hanya harus hingga ia ini itu jadi jika juga kami kata \
        kalau karena ke kepada ketika kita lagi lalu lain lebih maka masih mereka menjadi namun \
        oleh pada para pun saat saja sangat saya sebagai sebelum sebuah secara sedang sehingga \
        sejak sekitar selama semua seorang seperti serta setelah sudah suatu tak tanpa telah \
        tentang terhadap tersebut tetapi tidak tapi untuk yaitu yakni yang ya
        """
    ),
    (
        "hu",
        """
        a az azt arra abban ahogy aki akik akkor alatt amely amelyek ami amit amikor át azért \
        azonban be csak de e ebben egy egyik el előtt én és ez ezek ezt ezért fel felé ha hanem \
        hogy hozzá így ilyen is itt ki kell közben között le lehet lesz lett majd már meg még \
        mert mely mi míg mind minden mint mintegy most nagyon ne neki nem nincs ő ők olyan ott \
        össze pedig s sem szerint után vagy van vannak vele volt voltak
        """
    ),
    (
        "ca",
        """
        a al als amb aquest aquesta aquests aquestes això així abans cada com contra d de del \
        dels des després dins doncs durant el ella ells els em en encara entre era és es et fa \
        fins ha han havia hi ho i ja jo l la les li m me mentre molt més n ni no nos o on pel \
        pels per perquè però quan què que qui quin s sa se segons sense ser si sí sobre són seu \
        seva seus seves sota t també tan tot tota tots totes un una uns unes va van us
        """
    ),
    (
        "uk",
        """
        а або але без би був була були було бути в вам вас вже ви від він вона вони воно все всі \
        де для до з за зі й його її їх їм і із коли лише ми між мене мені на над нам нас не \
        немає ні них нього о об однак по під після перед при про проти та так також там те ти \
        тим то тобто того тому той тут ту у уже хто це цей ця ці цього цьому що щоб щодо як який \
        яка яке які яких якщо є я
        """
    ),
    (
        "hi",
        """
        और का के की को में से पर ने है हैं था थी थे हो हुआ हुई हुए होने होता होती होते होगा होगी \
        होंगे यह ये वह वे इस उस इन उन इसके उसके इसकी उसकी इसका उसका इसे उसे इसमें उनके उनकी उनका \
        उनको उन्हें उन्होंने इन्हें जिस जिसके जिसकी जिसका जिसमें जिससे जिसे जिन जो कि तो भी ही \
        नहीं न एक कर करने करना करते करता करती किया किए करेगा करेंगे गया गई गए गयी जा जाए जाने \
        जाता जाती जाते जाएगा रहा रही रहे सकता सकती सकते साथ बाद लिए लेकिन तक अपने अपनी अपना या \
        तथा एवं अब तब जब कहा बताया कारण दौरान द्वारा कुछ कोई कई सभी सब हर बहुत अधिक ज्यादा \
        ज़्यादा वाला वाले वाली मैं हम आप तुम मेरे हमारे आपके क्या क्यों कैसे कौन फिर अगर यदि बीच \
        वहीं यहां वहां इसलिए क्योंकि बल्कि मगर तरह जैसे दिया दी दिए लिया
        """
    ),
    (
        "bn",
        """
        এই এবং ও যে করে করা থেকে জন্য না তার তাঁর তাদের তিনি তারা আমি আমরা আমাদের আপনি এ এক একটি \
        একটা এর এতে এখন কি কী কিন্তু কিছু কোনো কোন করেন করেছে করেছেন করতে করার হয় হয়েছে হবে \
        হয়ে ছিল ছিলেন আছে নেই যা যায় যাবে যদি যখন তখন তবে তা তাই তাকে সে সেই সঙ্গে সাথে সব \
        মধ্যে মাধ্যমে পর পরে পর্যন্ত প্রতি বলে বলেন বলেছেন বা আর আরও আগে এমন অন্য অনেক উপর ওপর \
        কাছে দিয়ে নিয়ে হিসেবে নয়
        """
    ),
    (
        "fa",
        """
        در به از كه و را با اين آن است براي تا هم يك بر مي شود شد شده شدند بود بودند باشد هست \
        نيست خود ما من تو او شما آنها آنان ايشان كرد كرده كند كنند كردند كردن دارد دارند داشت \
        داشته خواهد خواهند نمي ها هاي هر همه هيچ اما يا اگر ولي چه چون نيز ديگر پس پيش بعد قبل \
        بين بيش بيشتر روي زير وي گفت گفته همين همان چنين آنچه بايد نبايد بدون درباره عليه توسط \
        اينكه حتي فقط چند طي ميشود ميشوند ميكند ميكنند ميشد نميشود نميكند
        """
    ),
    (
        "ur",
        """
        كے كي كا كو ميں سے پر نے ہے ہيں تھا تھي تھے اور يہ وہ اس ان جو كہ تو بھي ہي نہيں نہ ايك \
        كر كرنے كرتے كرتا كرتي كيا كيے گيا گئي گئے ہو ہوا ہوئي ہوئے ہونے ہوگا ہوگي جا جانے جاتا \
        رہا رہي رہے سكتا سكتي سكتے ساتھ بعد ليے لئے ليكن تك اپنے اپني اپنا يا اب تب جب كہا بتايا \
        دوران كچھ كوئي كئي سب ہر بہت زيادہ والا والے والي ہم آپ انہوں انھوں اسے انہيں جس جن كيوں \
        كيسے پھر اگر درميان مطابق كيونكہ جبكہ تاہم ديا دي ديے
        """
    ),
    (
        "he",
        """
        של את על לא עם הוא היא הם הן זה זו זאת כי גם או אם אבל אך רק כל יש אין היה היתה הייתה \
        היו יהיה להיות אני אנחנו אתה אתם שלו שלה שלהם אותו אותה אותם בין לפני אחרי עד מן אל כדי \
        כמו כן לכן אז כאשר אשר מה מי איך למה כבר עוד יותר פחות מאוד כאן פה לפי ידי תחת בו בה לו \
        לה להם בהם ממנו ממנה כך אף אלא ואת ועל ולא וכן והוא שהוא שהיא שלא
        """
    ),
    (
        "bg",
        """
        а ако без беше би бил била били било бъде в вас ви все вече върху във го да дали до \
        докато е за защо защото и из или им има й как какво като кога когато което които кой \
        която къде ли между ме много може му на над най не него нея ни ние но нито обаче около \
        от още по под поради пред през при с са само се сега си след според срещу съм със също \
        така те тези то това тогава този тя тях ще че я
        """
    ),
    (
        "sr",
        """
        a ako ali bi bila bile bili bilo bio biti da do dok ga i ih ili im iz ima imaju ja je \
        jer još kada kad kako kao koja koje koji kojem kojeg koju kojih kod li među mi mu na \
        nakon nad ne nego neki ni nije nisu njega njegov njen njih o od on ona oni ono ova ovaj \
        ove ovo pa po pod prema pre pri protiv s sa samo se su sve svi svoj svoje šta što ta taj \
        te tako takođe tokom tim to toga tome tu u uz već više za zbog će а ако али би била биле \
        били било био бити да до док га и их или им из има имају ја је јер још када кад како као \
        која које који којем којег коју којих код ли међу ми му на након над не него неки ни \
        није нису њега његов њен њих о од он она они оно ова овај ове ово па по под према пре \
        при против с са само се су све сви свој своје шта што та тај те тако такође током тим то \
        тога томе ту у уз већ више за због ће
        """
    ),
    (
        "hr",
        """
        a ako ali bi bila bile bili bilo bio biti da do dok ga i ih ili im iz ima imaju ja je \
        jer još ju kada kad kako kao koja koje koji kojem kojeg koju kojih kod li među mi mu na \
        nakon nad ne nego neki ni nije nisu no njega njegov njegova njen njih o od on ona oni \
        ono ova ovaj ove ovo pa po pod prema prije pri protiv s sa samo se sebe su sve svi svoj \
        svoje što ta taj te tako također tijekom tim to toga tome tu u uz već više za zbog će
        """
    ),
    (
        "sk",
        """
        a aby ako ale alebo ani asi až bez bol bola boli bolo bude budú by byť cez čo do ešte ho \
        i ich iba ja je jeho jej k kde keď kto ktorá ktoré ktorí ktorý ktorých ku ma má majú \
        medzi mi mu na nad nie nič no o od on ona oni po pod podľa pre pred preto pretože pri \
        proti s sa si so som sú svoj svoje svojej ta tak takže tam tej ten tento to toho tom \
        tomu toto tu už u v však viac vo všetko z za zo že
        """
    ),
]
