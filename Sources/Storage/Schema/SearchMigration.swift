extension Migration {
    /// Migration 7: the index of `tidings search`; what goes in is told by `SearchText`.
    ///
    /// - Ids ascend in the order of arrival, so that the newest hits are the last rows, without a sort.
    /// - The index holds no copy of the texts (`content=''`): that would double the store. What leaves
    ///   it has to be told in the same words as when it came, hence `edition`.
    /// - `M*`: the vowel signs of Indic scripts are parts of words, and would part them else.
    /// - Each commit leaves a segment. Sixteen of them are merged (`automerge`), bit by bit with what is
    ///   written later: it costs half of what merging four does, and a search some look-ups more. Merging
    ///   all of a level in one transaction (`crisismerge`) has to stay the exception behind that.
    /// - All entries from `indexed_from` on are in the index. Those before are added in steps while the
    ///   daemon runs (`SearchTable.indexOlder`). 0: all are in.
    static let search: StaticString = """
        CREATE VIRTUAL TABLE entry_search USING fts5 (
            title, body, scope, content = '',
            tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co M*'"
        );
        INSERT INTO entry_search (entry_search, rank) VALUES ('automerge', 16), ('crisismerge', 32);

        CREATE TABLE search_state (
            only INTEGER PRIMARY KEY CHECK (only = 1),
            edition INTEGER NOT NULL,
            indexed_from INTEGER NOT NULL
        ) STRICT;
        INSERT INTO search_state SELECT 1, 1, coalesce(max(id), -1) + 1 FROM entries;

        PRAGMA user_version = 7;
        """
}
