internal import Events
internal import SQLite
internal import Values

/// Searches as people ask for them.
enum SearchQueries {
    /// - Parameter ranked: how many hits are weighed for relevance.
    static func answer(
        _ request: SearchRequest, now: Timestamp, ranked: Int = SearchRequest.ranked,
        _ connection: borrowing Connection
    ) throws(DatabaseError) -> SearchAnswer {
        var answer = SearchAnswer()
        answer.indexed = try indexed(connection)
        let scope = try Scope(request, now: now, connection)
        answer.unmatched = scope.selection.unmatched
        answer.unspoken = try SoughtLanguages.unspoken(request.query.languages, connection)
        if scope.isEmpty { return answer }
        let matcher = SearchMatcher(request.query)
        switch request.order {
        case .newest:
            var left = request.limit ?? .max
            if left == 0 { return answer }
            try forEachHit(scope, connection) { (id, _) throws(DatabaseError) in
                if let hit = try hit(id, matcher, connection) { answer.hits.append(hit) }
                left -= 1
                return left > 0
            }
        case .relevance where scope.isAnsweredByIndex:
            // Without a look at the entries of all hits, which lie on a page each.
            let row = try connection.prepare(
                """
                SELECT entry
                FROM (
                    SELECT rowid AS entry, bm25(entry_search, 4.0, 1.0, 0.0) AS score
                    FROM entry_search
                    WHERE entry_search MATCH ?1 AND rowid < ?2 AND rowid >= ?3
                    ORDER BY rowid DESC LIMIT ?5
                )
                ORDER BY score, entry DESC LIMIT ?4
                """)
            try scope.bind(toIndexed: row, limit: request.limit, ranked: ranked)
            while try row.step() {
                if let hit = try hit(row.int64(0), matcher, connection) { answer.hits.append(hit) }
            }
        case .relevance:
            // What the filters leave out is none of the hits that are weighed.
            let row = try connection.prepare(
                """
                SELECT entry
                FROM (
                    SELECT r.id AS entry, bm25(entry_search, 4.0, 1.0, 0.0) AS score
                    FROM entry_search CROSS JOIN entry_records AS r ON r.id = entry_search.rowid
                    WHERE entry_search MATCH ?1
                        AND entry_search.rowid < ?2 AND entry_search.rowid >= ?3
                        AND (?9 IS NULL
                            OR entry_search.rowid >> 8 IN (SELECT value FROM json_each(?9)))
                        AND r.sort_time >= ?4 AND r.sort_time < ?5
                        AND (?6 IS NULL OR r.feed IN (SELECT value FROM json_each(?6)))
                        AND (?7 IS NULL OR EXISTS (
                            SELECT 1 FROM json_each(?7) WHERE lower(r.language) || '-' GLOB value))
                        AND (?8 IS NULL OR r.cluster = ?8)
                    ORDER BY entry_search.rowid DESC LIMIT ?11
                )
                ORDER BY score, entry DESC LIMIT ?10
                """)
            guard let part = scope.blocks.parts(atMost: 1).first else { return answer }
            try scope.bind(to: row, part.range)
            try part.blocks.bind(to: row, at: 9)
            try row.bind(Int64(request.limit ?? -1), at: 10)
            try row.bind(Int64(ranked), at: 11)
            while try row.step() {
                if let hit = try hit(row.int64(0), matcher, connection) { answer.hits.append(hit) }
            }
        }
        return answer
    }

    private static func hit(
        _ id: EntryID, _ matcher: SearchMatcher, _ connection: borrowing Connection
    ) throws(DatabaseError) -> SearchHit? {
        guard let entry = try EntryQueries.record(id, connection),
            let state = try EntryTable.state(of: id, connection)
        else { return nil }
        return SearchHit(
            entry: entry, title: matcher.title(entry.headline),
            excerpt: matcher.excerpt(
                SearchText.body(
                    summary: state.summary, content: state.content, text: state.text)))
    }

    /// To ask the index for the hits of a part of the log costs as much as to pass over some thousand.
    private static let askedApart = 6

    /// The hits with their clusters, the latest arrival first, until `body` says false.
    private static func forEachHit(
        _ scope: Scope, _ connection: borrowing Connection,
        _ body: (EntryID, ClusterID?) throws(DatabaseError) -> Bool
    ) throws(DatabaseError) {
        if scope.isOfEveryEntry {
            let indexed = try SearchTable.reach(connection).first
            let row = try connection.prepare(
                """
                SELECT r.id, r.cluster FROM entry_records AS r
                WHERE r.id < ?2 AND r.id >= ?3 AND r.sort_time >= ?4 AND r.sort_time < ?5
                    AND (?6 IS NULL OR r.feed IN (SELECT value FROM json_each(?6)))
                    AND (?7 IS NULL OR EXISTS (
                        SELECT 1 FROM json_each(?7) WHERE lower(r.language) || '-' GLOB value))
                    AND (?8 IS NULL OR r.cluster = ?8)
                ORDER BY r.id DESC
                """)
            for range in scope.blocks.ranges where range.upperBound > indexed {
                try scope.bind(to: row, max(range.lowerBound, indexed)..<range.upperBound)
                while try row.step() {
                    if try !body(row.int64(0), row.optionalInt64(1)) { return }
                }
                row.reset()
            }
            return
        }
        let row = try connection.prepare(
            """
            SELECT r.id, r.cluster
            FROM entry_search AS s CROSS JOIN entry_records AS r ON r.id = s.rowid
            WHERE s.entry_search MATCH ?1 AND s.rowid < ?2 AND s.rowid >= ?3
                AND (?9 IS NULL OR s.rowid >> 8 IN (SELECT value FROM json_each(?9)))
                AND r.sort_time >= ?4 AND r.sort_time < ?5
                AND (?6 IS NULL OR r.feed IN (SELECT value FROM json_each(?6)))
                AND (?7 IS NULL OR EXISTS (
                    SELECT 1 FROM json_each(?7) WHERE lower(r.language) || '-' GLOB value))
                AND (?8 IS NULL OR r.cluster = ?8)
            ORDER BY s.rowid DESC
            """)
        for part in scope.blocks.parts(atMost: askedApart) {
            try scope.bind(to: row, part.range)
            try part.blocks.bind(to: row, at: 9)
            while try row.step() {
                if try !body(row.int64(0), row.optionalInt64(1)) { return }
            }
            row.reset()
        }
    }

    /// The clusters of the entries that match, the latest arrival first, until `body` says false: at
    /// most `limit` entries.
    static func forEachMatch(
        _ request: SearchRequest, now: Timestamp, _ connection: borrowing Connection,
        _ body: (ClusterID) throws(DatabaseError) -> Bool
    ) throws(DatabaseError) {
        let scope = try Scope(request, now: now, connection)
        var left = request.limit ?? .max
        if scope.isEmpty || left == 0 { return }
        try forEachHit(scope, connection) { (_, cluster) throws(DatabaseError) in
            guard let cluster else { return true }
            left -= 1
            return try body(cluster) && left > 0
        }
    }

    /// The hits, the latest arrival first, at most `limit`.
    static func ids(
        _ request: SearchRequest, now: Timestamp, _ connection: borrowing Connection
    ) throws(DatabaseError) -> [EntryID] {
        let scope = try Scope(request, now: now, connection)
        let limit = request.limit ?? .max
        var ids: [EntryID] = []
        if scope.isEmpty || limit == 0 { return ids }
        try forEachHit(scope, connection) { (id, _) throws(DatabaseError) in
            ids.append(id)
            return ids.count < limit
        }
        return ids
    }

    /// How much of what is stored is in the index, in percent; nil: all of it.
    static func indexed(_ connection: borrowing Connection) throws(DatabaseError) -> Int? {
        let reach = try SearchTable.reach(connection)
        if reach.isComplete { return nil }
        let row = try connection.prepare("SELECT max(id) FROM entries")
        let first = try connection.prepare("SELECT min(id) FROM entries")
        guard try row.step(), try first.step() else { return nil }
        let all = row.int64(0) - first.int64(0) + 1
        let left = reach.first - first.int64(0)
        guard left > 0, all > 0 else { return nil }
        return Int(100 * max(all - left, 0) / all)
    }
}

extension SearchQueries {
    /// What a request comes to in the terms of the tables.
    struct Scope {
        /// Of the query, and of the entries that may be at all.
        private(set) var selection: FeedSelection
        private let expression: String
        /// Where the hits can be.
        let blocks: EntryBlocks
        private let hasNoWords: Bool
        private let before: EntryID
        private let from: EntryID
        private let since: Timestamp
        private let until: Timestamp
        private let languages: SoughtLanguages?
        private let cluster: ClusterID?

        init(
            _ request: SearchRequest, now: Timestamp, _ connection: borrowing Connection
        ) throws(DatabaseError) {
            let query = request.query
            let entries = request.entries ?? EntryFilter()
            selection = try FeedSelection(query.feeds, connection)
            selection.narrow(to: try FeedSelection(of: entries, connection).feeds)
            expression = SearchExpression(query, feeds: selection.feeds).text
            hasNoWords = query.phrases.isEmpty && query.excluded.isEmpty
            before = request.before ?? .max
            since = max(
                query.since?.start(now: now, request.calendar) ?? Timestamp(seconds: .min),
                entries.since ?? Timestamp(seconds: .min))
            until = min(
                query.until?.end(now: now, request.calendar) ?? Timestamp(seconds: .max),
                entries.until ?? Timestamp(seconds: .max))
            // No entry stands later in lists than it was first seen.
            from =
                since.seconds == .min
                ? 0 : try ArrivalRuns(connection).first(seenFrom: since, connection)
            let (asked, spoken) = (
                SoughtLanguages(query.languages), SoughtLanguages(entries.languages)
            )
            languages = asked.map { asked in spoken.map(asked.narrowed) ?? asked } ?? spoken
            cluster = request.cluster
            blocks = try EntryBlocks(
                languages, until: until, from: from, before: before, connection)
        }

        /// Nothing can be found.
        var isEmpty: Bool { selection.feeds?.isEmpty ?? false || blocks.ranges.isEmpty }

        /// Nothing but words, and feeds that are among them, says what is to be found.
        var isAnsweredByIndex: Bool {
            since.seconds == .min && until.seconds == .max && languages == nil && cluster == nil
                && (selection.feeds == nil || !isLookedUp)
        }

        /// No words are looked for: the index would tell of every entry, one after the other.
        var isOfEveryEntry: Bool {
            hasNoWords && (selection.feeds == nil || isLookedUp)
        }

        /// Many feeds are looked up for each hit; few are in the expression.
        private var isLookedUp: Bool {
            (selection.feeds?.count ?? .max) > SearchExpression.feedLimit
        }

        /// The parameters ?1 to ?5 of a statement that the index answers.
        func bind(
            toIndexed row: borrowing Statement, limit: Int?, ranked: Int
        ) throws(DatabaseError) {
            try row.bind(expression, before, from, limit ?? -1, ranked)
        }

        /// The parameters ?1 to ?8 of a statement that looks at the entries of `part` too.
        func bind(
            to row: borrowing Statement, _ part: Range<EntryID>
        ) throws(DatabaseError) {
            try row.bind(
                expression, part.upperBound, part.lowerBound, since.seconds,
                until.seconds, isLookedUp ? selection.list : nil, languages?.patterns, cluster)
        }
    }
}
