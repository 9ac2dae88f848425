public import Values

extension ParsedFeed {
    /// The feed as one JSON object; see `write(to:file:)`.
    public var json: JSONWriter {
        var json = JSONWriter()
        write(to: &json)
        return json
    }

    /// Writes the feed as one JSON object: what `tidings parse --json` prints.
    ///
    /// Dates are RFC 3339 in UTC, what is not there is null. `file` names the input where several
    /// documents are printed, one a line.
    public func write(to json: inout JSONWriter, file: String? = nil) {
        json.object {
            if let file { $0.field("file", file) }
            $0.field("format", format.rawValue)
            $0.field("title", title)
            $0.field("link", link)
            $0.field("description", description)
            $0.field("language", language)
            $0.field("author", author)
            $0.field("updated", updated)
            $0.field("image", image)
            $0.array("categories", categories)
            if !notes.isEmpty { $0.array("notes", notes) }
            $0.array("entries") { json in
                for entry in entries { entry.write(to: &json) }
            }
        }
    }
}

extension ParsedEntry {
    /// Writes the entry as one JSON object.
    public func write(to json: inout JSONWriter) {
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
    /// Writes the failure in the form of a feed without entries: `format` is `none`.
    public func write(to json: inout JSONWriter, file: String? = nil) {
        json.object {
            if let file { $0.field("file", file) }
            $0.field("format", "none")
            $0.field("error", description)
            $0.array("entries", [])
        }
    }
}
