internal import Values

extension ParsedFeed {
    /// Writes the feed's own fields into an object that is open.
    func writeFields(to json: inout JSONWriter) {
        json.field("format", format.rawValue)
        json.field("title", title)
        json.field("link", link)
        json.field("description", description)
        json.field("language", language)
        json.field("author", author)
        json.field("updated", updated)
        json.field("image", image)
        json.array("categories", categories)
        if !notes.isEmpty { json.array("notes", notes) }
    }
}

extension ParsedEntry {
    /// Writes the entry as one JSON object.
    func write(to json: inout JSONWriter) {
        json.object {
            $0.field("id", id)
            $0.field("title", title)
            $0.field("link", link)
            $0.field("published", published)
            $0.field("updated", updated)
            $0.field("author", author)
            $0.field("summary", summary)
            $0.field("content", content)
            $0.array("categories", categories)
            if let language { $0.field("language", language) }
            if let commentsLink { $0.field("comments", commentsLink) }
            if let source {
                $0.object("source") {
                    $0.field("title", source.title)
                    $0.field("url", source.url)
                }
            }
            if !enclosures.isEmpty {
                $0.array("enclosures") { json in
                    for enclosure in enclosures {
                        json.object {
                            $0.field("url", enclosure.url)
                            $0.field("type", enclosure.type)
                            $0.field("length", enclosure.length)
                        }
                    }
                }
            }
        }
    }
}

extension ParseError {
    /// Writes the failure in the place of a feed's own fields: `format` is `none`.
    func writeFields(to json: inout JSONWriter) {
        json.field("format", ParsedFeed.Format.none.rawValue)
        json.field("error", description)
    }
}
