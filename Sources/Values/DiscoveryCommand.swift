/// The command that looks for the feeds of a site, for a person to paste.
public enum DiscoveryCommand {
    /// `tidings discover '…'` for the site that a feed names as its own; where it names none, for the
    /// root of its server, since the feed's own address is what does not answer.
    ///
    /// The address may be the feed's own word: it stands in quotes that nothing in it can end.
    public static func text(site: String?, feed: String) -> String {
        text(page: site.flatMap { WebURL($0)?.string } ?? WebURL(feed)?.root ?? feed)
    }

    /// The same for the page at `address`.
    public static func text(page address: String) -> String {
        var quoted = ""
        for scalar in address.unicodeScalars { quoted += scalar == "'" ? "%27" : String(scalar) }
        return "tidings discover '\(quoted)'"
    }
}
