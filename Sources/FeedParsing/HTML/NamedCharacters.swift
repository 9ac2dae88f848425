internal import XMLPush

/// The named characters of HTML: `eacute` and the like.
///
/// A name of up to eight bytes is its own key; the few longer names of HTML 5 never occur in feeds.
enum NamedCharacters {
    private static let codePoints: [UInt64: UInt32] = {
        var table: [UInt64: UInt32] = [:]
        for (name, value) in HTMLEntities.all() { table[key(of: Array(name.utf8)[...])] = value }
        for (name, value) in additions { table[key(of: Array(name.utf8)[...])] = value }
        return table
    }()

    /// The code point of a name, nil when there is none.
    static func codePoint(of name: ArraySlice<UInt8>) -> UInt32? {
        name.isEmpty || name.count > 8 ? nil : codePoints[key(of: name)]
    }

    /// Whether browsers also read the name where no semicolon ends it.
    static func isLegacy(_ codePoint: UInt32, name: ArraySlice<UInt8>) -> Bool {
        (0xa0...0xff).contains(codePoint) || codePoint == 0x26 || codePoint == 0x3c
            || codePoint == 0x3e || codePoint == 0x22
    }

    private static func key(of name: ArraySlice<UInt8>) -> UInt64 {
        name.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// What HTML 5 knows beyond HTML 4, as far as pages and attacks use it.
    private static let additions: [(String, UInt32)] = [
        ("apos", 0x27), ("AMP", 0x26), ("LT", 0x3c), ("GT", 0x3e), ("QUOT", 0x22), ("COPY", 0xa9),
        ("REG", 0xae), ("Tab", 0x09), ("NewLine", 0x0a), ("excl", 0x21), ("num", 0x23),
        ("dollar", 0x24), ("percnt", 0x25), ("lpar", 0x28), ("rpar", 0x29), ("ast", 0x2a),
        ("midast", 0x2a), ("plus", 0x2b), ("comma", 0x2c), ("period", 0x2e), ("sol", 0x2f),
        ("colon", 0x3a), ("semi", 0x3b), ("equals", 0x3d), ("quest", 0x3f), ("commat", 0x40),
        ("lsqb", 0x5b), ("lbrack", 0x5b), ("bsol", 0x5c), ("rsqb", 0x5d), ("rbrack", 0x5d),
        ("Hat", 0x5e), ("lowbar", 0x5f), ("UnderBar", 0x5f), ("grave", 0x60), ("lcub", 0x7b),
        ("lbrace", 0x7b), ("verbar", 0x7c), ("vert", 0x7c), ("rcub", 0x7d), ("rbrace", 0x7d),
        ("hyphen", 0x2010), ("dash", 0x2010), ("horbar", 0x2015), ("ldquor", 0x201e),
        ("rdquor", 0x201d), ("lsquor", 0x201a), ("rsquor", 0x2019), ("mldr", 0x2026),
        ("nldr", 0x2025), ("check", 0x2713), ("cross", 0x2717), ("star", 0x2606),
        ("starf", 0x2605), ("phone", 0x260e), ("female", 0x2640), ("male", 0x2642),
        ("middot", 0xb7), ("half", 0xbd), ("incare", 0x2105), ("numero", 0x2116),
        ("inodot", 0x131), ("Amacr", 0x100), ("amacr", 0x101), ("Abreve", 0x102),
        ("abreve", 0x103), ("Aogon", 0x104), ("aogon", 0x105), ("Cacute", 0x106),
        ("cacute", 0x107), ("Ccaron", 0x10c), ("ccaron", 0x10d), ("Dcaron", 0x10e),
        ("dcaron", 0x10f), ("Dstrok", 0x110), ("dstrok", 0x111), ("Emacr", 0x112),
        ("emacr", 0x113), ("Eogon", 0x118), ("eogon", 0x119), ("Ecaron", 0x11a),
        ("ecaron", 0x11b), ("Gbreve", 0x11e), ("gbreve", 0x11f), ("Idot", 0x130),
        ("Imacr", 0x12a), ("imacr", 0x12b), ("Lstrok", 0x141), ("lstrok", 0x142),
        ("Nacute", 0x143), ("nacute", 0x144), ("Ncaron", 0x147), ("ncaron", 0x148),
        ("Odblac", 0x150), ("odblac", 0x151), ("Rcaron", 0x158), ("rcaron", 0x159),
        ("Sacute", 0x15a), ("sacute", 0x15b), ("Scedil", 0x15e), ("scedil", 0x15f),
        ("Tcaron", 0x164), ("tcaron", 0x165), ("Uring", 0x16e), ("uring", 0x16f),
        ("Udblac", 0x170), ("udblac", 0x171), ("Zacute", 0x179), ("zacute", 0x17a),
        ("Zdot", 0x17b), ("zdot", 0x17c), ("Zcaron", 0x17d), ("zcaron", 0x17e),
    ]
}
