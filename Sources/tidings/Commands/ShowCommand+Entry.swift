internal import CommandLineInterface
internal import FeedParsing
internal import Storage
internal import Values

extension ShowCommand {
    /// Shows one entry in place of an event.
    static func show(_ id: EntryID, _ options: Options) -> ExitCode {
        let ofEvents = [options.why, options.members, options.texts, options.id != nil]
        guard !ofEvents.contains(true) else {
            Output.note("--entry shows an entry in place of an event: only --open goes with it")
            return .usage
        }
        guard options.form.isTable || options.form.isDocument else {
            Output.note(
                "--jsonl and --format are for the members of an event; --json tells an entry")
            return .usage
        }
        return options.locations.withStore { store throws(StoreError) in
            let detail = try store.entry(id)
            let kept = detail == nil ? try store.expiredEntry(id) : nil
            guard let entry = detail?.record ?? kept else {
                Output.note("there is no entry \(id); `tidings entries` lists them")
                return .nothingFound
            }
            let isPinned = try store.pinnedEntries().contains(id)
            if options.form.isDocument {
                Output.print(json(entry, detail, isPinned: isPinned))
            } else if options.isAddress {
                return printAddress(
                    entry.link ?? detail?.enclosures.first?.url, of: "entry \(id)")
            } else {
                let page = SingleEntryPage(
                    entry: entry, lead: detail?.lead, text: detail?.text,
                    corrections: detail?.corrections ?? [],
                    changes: detail?.changes ?? [], enclosures: detail?.enclosures ?? [],
                    isPinned: isPinned, now: WallClock.system.now, columns: Output.columns)
                Output.print(page.text(style: .output))
            }
            return .success
        }
    }

    private static func json(
        _ entry: EntryRecord, _ detail: EntryDetail?, isPinned: Bool
    ) -> JSONWriter {
        JSONWriter.document {
            $0.object("entry") {
                $0.write(entry)
                $0.field("summary", detail?.lead)
                $0.field("text", detail?.text)
                $0.write(detail?.enclosures ?? [])
                $0.field("pinned", isPinned)
                EarlierVersions(changes: detail?.changes ?? []).write(to: &$0)
            }
        }
    }
}
