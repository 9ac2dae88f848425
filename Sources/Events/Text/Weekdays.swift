/// The days of the week of the languages that write them with a capital, as they do names: English and German.
enum Weekdays {
    static func contains(_ token: Token) -> Bool { hashes.contains(token.hash) }

    private static let hashes = Set(
        """
        monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag \
        freitag samstag sonnabend sonntag
        """.split(separator: " ").map { TermHash.of($0.utf8) })
}
