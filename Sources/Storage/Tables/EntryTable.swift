internal import FeedParsing
internal import SQLite
internal import Values

/// The table `entries`: the entry log and the newest state of each entry.
enum EntryTable {
    /// Inserts the entry at `position`, which is read where it stands: a copy of a whole entry costs a
    /// count for each of its texts.
    static func insert(
        _ position: Int, of entries: [ParsedEntry], feed: FeedID, seen: Timestamp,
        _ connection: borrowing Connection
    ) throws(DatabaseError) -> EntryID {
        let body = StoredBody(
            summary: entries[position].summary, content: entries[position].content,
            plainText: entries[position].text)
        let told = entries[position].toldTime
        let statement = try connection.prepare(
            """
            INSERT INTO entries (
                feed, seen, sort_time, published, updated, title, link, author, language, guid,
                comments_link, source_title, source_url, categories, enclosures, outgoing_links,
                summary, content, text)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,
                ?18, ?19)
            """)
        try statement.bind(
            feed, seen.seconds, EntryTime.sortTime(told, seen: seen).seconds, told?.seconds,
            entries[position].updated?.seconds, entries[position].title, entries[position].link,
            entries[position].author, entries[position].language, entries[position].id,
            entries[position].commentsLink, entries[position].source?.title,
            entries[position].source?.url, TextList.text(entries[position].categories),
            enclosures(entries[position].enclosures),
            TextList.text(entries[position].outgoingLinks), body.summary, body.content, body.text)
        try statement.run()
        return try connection.lastInsertedID
    }

    /// Puts what the feed says now in place of what it said before; answers whether the entry has
    /// another place in lists by that.
    static func update(
        _ id: EntryID, from old: EntryState, to entry: ParsedEntry,
        _ connection: borrowing Connection
    ) throws(DatabaseError) -> Bool {
        let body = StoredBody(entry)
        // The first date that can be believed stays: feeds re-date what they edit.
        let published =
            EntryTime.believed(old.published, seen: old.seen) ?? entry.toldTime ?? old.published
        let sortTime = EntryTime.sortTime(published, seen: old.seen)
        let statement = try connection.prepare(
            """
            UPDATE entries SET
                sort_time = ?2, published = ?3, updated = ?4, title = ?5, link = ?6, author = ?7,
                language = ?8, comments_link = ?9, source_title = ?10, source_url = ?11,
                categories = ?12, enclosures = ?13, outgoing_links = ?14, summary = ?15,
                content = ?16, text = ?17
            WHERE id = ?1
            """)
        try statement.bind(
            id, sortTime.seconds, published?.seconds,
            (entry.updated ?? entry.published)?.seconds, entry.title, entry.link, entry.author,
            entry.language, entry.commentsLink, entry.source?.title, entry.source?.url,
            TextList.text(entry.categories), enclosures(entry.enclosures),
            TextList.text(entry.outgoingLinks), body.summary, body.content, body.text)
        try statement.run()
        return sortTime != EntryTime.sortTime(old.published, seen: old.seen)
    }

    /// Nil when the entry has left the store.
    static func state(
        of id: EntryID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> EntryState? {
        let row = try connection.prepare(
            """
            SELECT guid, seen, published, title, link, author, summary, content, text
            FROM entries WHERE id = ?1
            """)
        try row.bind(id)
        guard try row.step() else { return nil }
        return EntryState(
            guid: row.optionalString(0), seen: row.timestamp(1),
            published: row.optionalTimestamp(2), title: row.optionalString(3),
            link: row.optionalString(4), author: row.optionalString(5),
            summary: row.optionalString(6), content: row.optionalString(7),
            text: row.optionalString(8))
    }

    /// The address of its first enclosure; nil also when the entry has left the store.
    static func enclosure(
        of id: EntryID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> String? {
        let row = try connection.prepare("SELECT enclosures FROM entries WHERE id = ?1")
        try row.bind(id)
        return try row.step() ? TextList.rows(row.optionalString(0)).first?.first : nil
    }

    static func exists(
        _ entry: EntryID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> Bool {
        let row = try connection.prepare("SELECT 1 FROM entries WHERE id = ?1")
        try row.bind(entry)
        return try row.step()
    }

    private static func enclosures(_ list: [ParsedEntry.Enclosure]) -> String? {
        if list.isEmpty { return nil }
        return TextList.text(
            rows: list.map { [$0.url, $0.type ?? "", $0.length.map(String.init) ?? ""] })
    }
}
