internal import Storage
internal import Subscriptions
internal import Values

extension FeedRecord {
    /// The command that lists the feeds which the site of this one names, for a person to paste.
    ///
    /// The address may be the feed's own word for its site: it stands in quotes that nothing in it
    /// can end.
    var searchCommand: String {
        let site = siteLink.flatMap { WebURL($0)?.string } ?? subscription.url
        var quoted = "'"
        for scalar in site.unicodeScalars { quoted += scalar == "'" ? "%27" : String(scalar) }
        quoted += "'"
        return "tidings discover \(quoted)"
    }
}
