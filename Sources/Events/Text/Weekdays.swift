/// The days of the week of the languages that write them with a capital, as they do names: English, German, Greek,
/// Luxembourgish, Afrikaans, Indonesian, Malay, Swahili and Filipino. One language's in the text of another is
/// rare, and costs that one name.
enum Weekdays {
    /// Asked of the word as it is written: where no algorithm tells stems, its hash is that of its beginning, which
    /// other words have too (*Frida* and *Friday*).
    static func contains(_ token: Token, in list: TokenList) -> Bool {
        hashes.contains(TermHash.of(list.bytes.span.extracting(token.range)))
    }

    /// As texts have them, cut and folded.
    static let words = """
        monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag \
        freitag samstag sonnabend sonntag δευτέρα δευτέρασ τρίτη τρίτησ τετάρτη τετάρτησ πέμπτη \
        πέμπτησ παρασκευή παρασκευήσ σάββατο σαββάτου κυριακή κυριακήσ méindeg dënschdeg mëttwoch \
        donneschdeg freideg samschdeg sonndeg maandag dinsdag woensdag donderdag vrydag saterdag \
        sondag senin selasa rabu kamis jumat sabtu minggu isnin khamis jumaat ahad jumatatu jumanne \
        jumatano alhamisi ijumaa jumamosi jumapili lunes martes miyerkules huwebes biyernes sabado \
        linggo
        """.split(separator: " ")

    private static let hashes = Set(words.map { TermHash.of($0.utf8) })
}
