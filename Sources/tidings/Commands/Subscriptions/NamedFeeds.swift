internal import CommandLineInterface
internal import Politeness
internal import Storage
internal import Subscriptions
internal import Values

/// What commands take that edit the feeds of feeds.yml that a person names.
struct NamedFeeds: CommandOptions {
    var locations = LocationOptions()
    var names: [String] = []
    var json = false

    /// - Parameters:
    ///   - help: how a feed may be named.
    ///   - completion: what a shell offers.
    static func parameters(
        naming help: String = FeedName.help, completes completion: Completion = .feeds
    ) -> [Parameter<NamedFeeds>] {
        [
            .operands(
                \.names, value: "FEED", help: help,
                isRequired: true, completes: completion),
            .json(\.json),
        ] + LocationOptions.lifted(to: \.locations)
    }

    /// A feed that was named, and what the edit made of it.
    struct Edited {
        let feed: Subscription
        let isChanged: Bool
        var changes: [EditedFeed.Field] = []
    }

    /// Of each name the feed, or why there is none.
    typealias Outcomes = [Result<Edited, SubscriptionError>]

    /// Lets `edit` change feeds.yml in one step, and tells what became of each feed.
    ///
    /// - Parameters:
    ///   - done: the word for that, and the name of the list in JSON.
    ///   - byPart: whether a part of a title or address may name a feed; not for what takes one away.
    ///   - tellsChanges: whether to tell each key that has another value now.
    func edit(
        done: String, byPart: Bool, tellsChanges: Bool = false,
        _ edit: (_ names: [String], _ path: String) throws(SubscriptionError) -> Outcomes
    ) -> ExitCode {
        let locations = Locations(self.locations)
        let meanings = meanings(locations, byPart: byPart)
        let outcomes: Outcomes
        do throws(SubscriptionError) {
            outcomes = try edit(meanings.map(\.address), locations.configuration)
        } catch {
            Output.note("\(error)")
            return ExitCode(error)
        }
        var found: [Edited] = []
        var seen: Set<String> = []
        var isUnsure = false
        for ((name, meaning), outcome) in zip(zip(names, meanings), outcomes) {
            switch outcome {
            case .success(let feed):
                if seen.insert(feed.feed.url).inserted { found.append(feed) }
            case .failure(.notSubscribed):
                if let fault = meaning.fault {
                    isUnsure = true
                    Output.note(
                        "\(FeedID(name) == nil ? "\"\(name)\"" : "number \(name)") is no address or "
                            + "title in \(locations.configuration), and cannot be looked up in the "
                            + "database: \(fault)")
                    continue
                }
                Output.note(
                    "no feed \"\(name)\" in \(locations.configuration); "
                        + (question(name, locations, byPart: byPart)
                            ?? "`tidings feeds` lists them"))
            case .failure(.ambiguous(let title, let file, let lines)):
                let error = SubscriptionError.ambiguous(title, file: file, lines: lines)
                Output.note(choice(name, locations) ?? "\(error)")
            case .failure(let error):
                Output.note("\(error)")
            }
        }
        if found.isEmpty, isUnsure { return .failure }
        if json {
            Output.print(document(found, done, tellsChanges: tellsChanges))
        } else if !found.isEmpty {
            Output.print(tellsChanges ? changes(found, done) : rows(found, done))
        }
        if found.isEmpty { return .nothingFound }
        if found.contains(where: \.isChanged) { locations.noteAbsence(Self.later) }
        let isWhole = outcomes.allSatisfy { (try? $0.get()) != nil }
        return isWhole ? .success : .partlyDone
    }

    /// Without a daemon the store, of which lists tell, does not learn of an edit yet.
    static let later = "what was changed holds, and lists show it, when it is started"

    /// Which feed of the store was meant: one of several with the name in their titles or addresses, or
    /// one that is nearly called so.
    private func question(_ name: String, _ locations: Locations, byPart: Bool) -> String? {
        guard let followed = followed(name, locations) else { return nil }
        do throws(FeedChoiceFailure) {
            let feed = try FeedChoice(from: followed).feed(name)
            let meant = "did you mean \(FeedSuggestion.named(feed))?"
            // It is the only one, but what takes a feed away does not go by a part.
            return byPart
                ? meant
                : "\(meant) A part of a title or address is not enough here: "
                    + "`tidings remove \(feed.id)`"
        } catch .unknown(_, let question) {
            return question
        } catch {
            return "\(error)"
        }
    }

    /// Between which feeds with the same title to choose, as other commands tell it: by their numbers.
    private func choice(_ name: String, _ locations: Locations) -> String? {
        guard let followed = followed(name, locations) else { return nil }
        do throws(FeedChoiceFailure) {
            _ = try FeedChoice(from: followed).feed(name)
            return nil
        } catch {
            // Else the store knows them by other titles yet.
            if case .ambiguous = error { return "\(error)" }
            return nil
        }
    }

    /// The feeds of the store among which `name` may be, without those that feeds.yml does not name: the
    /// store learns of that when the daemon does. Nil: the store cannot be read.
    private func followed(_ name: String, _ locations: Locations) -> [FeedName]? {
        guard let known = try? StoreSession(folder: locations.state).feedNames(like: name) else {
            return nil
        }
        let keys = Set(Self.feeds(locations).map { Subscription.feedKey(of: $0.url) })
        return known.filter { keys.contains(Subscription.feedKey(of: $0.url)) }
    }

    /// What feeds.yml may have a feed by that a person named.
    private struct Meaning {
        let address: String
        /// Why the store could not be asked what the name means; nil where it was, or need not be.
        var fault: StoreError?
    }

    private func meanings(_ locations: Locations, byPart: Bool) -> [Meaning] {
        let file = Self.feeds(locations)
        let store = Result { () throws(StoreError) in try StoreSession(folder: locations.state) }
        return names.map { name in
            let key = Subscription.feedKey(of: name)
            let isWhole = file.contains {
                $0.title == name || key != nil && Subscription.feedKey(of: $0.url) == key
            }
            // A number is never meant for a title.
            if isWhole, FeedID(name) == nil { return Meaning(address: name) }
            do throws(StoreError) {
                let address = try Self.address(of: name, file, store.get(), byPart: byPart)
                return Meaning(address: address)
            } catch {
                // An address that the file does not have is not followed, whatever the store knows.
                return Meaning(address: name, fault: key == nil ? error : nil)
            }
        }
    }

    /// A number stands for the feed that the store knows by it, and what feeds.yml has neither as an
    /// address nor as a title for the only feed of the store with that title, or `byPart` with that in its
    /// title or address.
    private static func address(
        of name: String, _ file: [Subscription], _ store: StoreSession, byPart: Bool
    ) throws(StoreError) -> String {
        let known = try store.feedNames(like: name)
        // A number is never meant for a part of a title.
        if let number = FeedID(name) {
            return known.first { $0.id == number }.map { address($0, file, store) } ?? name
        }
        let found = try? FeedChoice(from: byPart ? known : known.filter { $0.title == name })
            .feed(name)
        return found.flatMap { $0.isSubscribed ? address($0, file, store) : nil } ?? name
    }

    /// By which address `file` has a feed of the store, which does not know at once that its new one was
    /// adopted. A feed that the store has at that one is meant by it, and no other.
    private static func address(
        _ feed: FeedName, _ file: [Subscription], _ store: StoreSession
    ) -> String {
        let keys = Set(file.compactMap { Subscription.feedKey(of: $0.url) })
        guard let own = Subscription.feedKey(of: feed.url), !keys.contains(own),
            let known = try? store.feeds(),
            let target = known.first(where: { $0.id == feed.id })?.poll.moved?.url,
            let key = Subscription.feedKey(of: target), keys.contains(key),
            !known.contains(where: { Subscription.feedKey(of: $0.url) == key })
        else { return feed.url }
        return target
    }

    /// What feeds.yml names; nothing where it cannot be read.
    private static func feeds(_ locations: Locations) -> [Subscription] {
        (try? SubscriptionFile.load(path: locations.configuration))?.subscriptions ?? []
    }

    private func rows(_ found: [Edited], _ done: String) -> Table {
        var table = Table([.init("RESULT"), .init("FEED"), .init("TITLE", isFlexible: true)])
        for edited in found {
            table.add([
                edited.isChanged ? done : "unchanged", edited.feed.url, edited.feed.title ?? "",
            ])
        }
        return table
    }

    /// A row for each key that has another value, and one for a feed where none has.
    private func changes(_ found: [Edited], _ done: String) -> Table {
        var table = Table([
            .init("RESULT"), .init("FEED"), .init("KEY"), .init("BEFORE"), .init("AFTER"),
        ])
        for edited in found {
            if !edited.isChanged { table.add(["unchanged", edited.feed.url, "", "", ""]) }
            for change in edited.changes {
                table.add([
                    .init(done), .init(edited.feed.url), .init(change.key),
                    .init(change.before ?? "-", piped: change.before ?? ""),
                    .init(change.after ?? "-", piped: change.after ?? ""),
                ])
            }
        }
        return table
    }

    private func document(
        _ found: [Edited], _ done: String, tellsChanges: Bool
    ) -> JSONWriter {
        JSONWriter.document {
            $0.array(done) { array in
                for edited in found {
                    array.object {
                        $0.field("url", edited.feed.url)
                        $0.field("title", edited.feed.title)
                        $0.array("tags", edited.feed.tags)
                        $0.field("changed", edited.isChanged)
                        guard tellsChanges else { return }
                        $0.array("changes") { array in
                            for change in edited.changes {
                                array.object {
                                    $0.field("key", change.key)
                                    $0.field("before", change.before)
                                    $0.field("after", change.after)
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

extension NamedFeeds.Edited {
    init(_ edited: EditedFeed) {
        self.init(feed: edited.feed, isChanged: edited.isChanged, changes: edited.changes)
    }
}
