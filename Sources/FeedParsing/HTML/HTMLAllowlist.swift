/// What of HTML may stay in an article, and how each element behaves.
enum HTMLAllowlist {
    struct Traits: OptionSet, Sendable {
        let rawValue: UInt16
        /// Its tags are written.
        static let kept = Traits(rawValue: 1)
        /// Has no content and no end tag.
        static let void = Traits(rawValue: 2)
        /// Begins and ends a line of plain text.
        static let block = Traits(rawValue: 4)
        /// Goes with all that is in it.
        static let dropped = Traits(rawValue: 8)
        /// Its content is text, whatever it looks like (raw text and RCDATA).
        static let raw = Traits(rawValue: 16)
        /// Its content is text in which no reference is one.
        static let verbatim = Traits(rawValue: 512)
        /// A name of HTML's that says nothing else: its tags go, its content stays.
        static let known = Traits(rawValue: 64)
        /// SVG and MathML: begins content that is read by other rules.
        static let foreign = Traits(rawValue: 128)
        /// Within foreign content it ends that (HTML, 13.2.6.5).
        static let breaksOut = Traits(rawValue: 256)
        /// Its end tag may be left out: a sibling ends it.
        static let endsItself = Traits(rawValue: 32)
    }

    /// The traits of an element by its name in lower case; nothing for one that is not known,
    /// whose tags go and whose content stays.
    static func traits(of name: HTMLName) -> Traits { elements[name] ?? [] }

    private static let elements: HTMLNameTable<Traits> = {
        var table: [HTMLName: Traits] = [:]
        func add(_ names: String, _ traits: Traits) {
            for name in HTMLName.list(names) { table[name, default: []].formUnion(traits) }
        }
        add(
            """
            a abbr acronym address article aside audio b bdi bdo big blockquote br caption center \
            cite code col colgroup dd del details dfn dir div dl dt em figcaption figure font footer \
            h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li main map mark menu nav ol p picture \
            pre q rp rt ruby s samp section small source span strike strong sub summary sup table \
            tbody td tfoot th thead time tr track tt u ul var video wbr area
            """, .kept)
        add("area br col hr img source track wbr", .void)
        add("base basefont bgsound embed frame input keygen link meta param", .void)
        add(
            """
            address article aside blockquote br caption center dd details dir div dl dt fieldset \
            figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav \
            ol optgroup option p plaintext pre section summary table tbody td tfoot th thead tr ul \
            title xmp
            """, .block)
        add("script style noembed noframes xmp plaintext title textarea", .raw)
        add("xmp plaintext", .verbatim)
        add("script style noembed noframes noscript template", .dropped)
        add("svg math select datalist", .dropped)
        add("svg math", .foreign)
        add(
            """
            b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i \
            img li listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt \
            u ul var
            """, .breaksOut)
        // `iframe` and `object` hold what is shown where they are not: that stays.
        add(
            "html head body iframe object applet frameset blink marquee nobr fieldset label", .known
        )
        add("button output progress meter optgroup spacer canvas dialog slot rb rtc map", .known)
        add("p li dd dt tr td th option", .endsItself)
        return HTMLNameTable(table)
    }()

    /// Whether the start of an element ends the innermost open one, whose end tag may be left out
    /// (HTML, 13.1.2.4).
    static func ends(_ start: HTMLName, _ open: HTMLName) -> Bool {
        guard elements[open]?.contains(.endsItself) == true else { return false }
        return start == open || ended[start]?.contains(open) == true
    }

    private static let ended: HTMLNameTable<[HTMLName]> = {
        let cells = HTMLName.list("td th")
        let rows = HTMLName.list("td th tr")
        var table: [HTMLName: [HTMLName]] = [:]
        for name in HTMLName.list("dt dd") { table[name] = HTMLName.list("dt dd") }
        for name in cells { table[name] = cells }
        table[HTMLName("tr")] = rows
        for name in HTMLName.list("tbody thead tfoot") { table[name] = rows }
        return HTMLNameTable(table)
    }()

    /// How an attribute that is written is to be read, for every element alike.
    enum Attribute: Sendable { case text, address, style }

    /// Nil for an attribute that is not written.
    static func attribute(_ name: HTMLName) -> Attribute? { attributes[name] }

    /// Whether the attribute of that name holds an address.
    static func isAddress(_ name: String) -> Bool {
        HTMLName.list(name).first.map { attributes[$0] == .address } ?? false
    }

    private static let attributes: HTMLNameTable<Attribute> = {
        var table: [HTMLName: Attribute] = [:]
        for name in HTMLName.list(
            """
            abbr align alt axis bgcolor border cellpadding cellspacing char charoff charset class \
            clear color cols colspan compact controls coords datetime dir face frame headers height \
            hreflang hspace id lang loop muted name nohref noshade nowrap open preload rel rev \
            reversed rows rowspan rules scope shape size span start summary tabindex target title \
            type usemap valign value volume vspace width
            """)
        { table[name] = .text }
        for name in HTMLName.list("href src cite poster longdesc") { table[name] = .address }
        table[HTMLName("style")] = .style
        return HTMLNameTable(table)
    }()
}
