public import Events
public import Values

/// The number of a decision by hand in the history, ascending from 1.
public typealias DecisionID = Int64

/// What a person decides about events. Later decisions of the clusterer respect it.
public enum HandDecision: Sendable, Equatable {
    /// These are one event: their entries stay together. The oldest number lives on.
    case merge([ClusterID])
    /// The entries, and the copies of them, are an event of their own, which nothing joins with
    /// what is left but another decision of a person. What is left keeps the number.
    case split([EntryID], from: ClusterID)
    /// The entries never move: from the event in which they are, or from the one they are put into.
    case pin([EntryID], to: ClusterID?)
    /// The entries may move again.
    case unpin([EntryID])
    /// A decision is taken back, nil the last one that is not undone: what it bound is free, and entries
    /// that are still where it put them go back to where they were, as far as no other decision
    /// stands against it.
    case undo(DecisionID?)
}

/// A decision of a person as it was taken down.
public struct HandRecord: Sendable, Equatable {
    public enum Kind: String, Sendable, CaseIterable {
        case merge, split, pin, unpin, undo, recluster
    }

    public var number: DecisionID
    public var made: Timestamp
    /// The name of the user who made it.
    public var person: String
    public var kind: Kind
    /// The event that lives on, was opened or was put into; nil where there is none.
    public var event: ClusterID?
    /// In a sentence.
    public var told: String
    /// The entries that it names, ascending.
    public var entries: [EntryID]
    /// The number of the decision that took it back.
    public var undone: DecisionID?
}

/// Why a decision cannot be made; nothing of it was stored.
public enum HandProblem: Error, Equatable, Sendable {
    case noEvent(ClusterID)
    case noEntry(EntryID)
    /// The clusterer has not read it yet.
    case notClustered(EntryID)
    /// All that was named is one event already.
    case oneEvent(ClusterID)
    case notInEvent(EntryID, event: ClusterID, actual: ClusterID)
    /// Nothing of the event would be left.
    case wholeEvent(ClusterID)
    case notPinned(EntryID)
    case noDecision(DecisionID)
    case nothingToUndo
    case alreadyUndone(DecisionID, by: DecisionID)
    case notUndoable(DecisionID, HandRecord.Kind)
    /// The last decision, which was to be taken back, cannot be.
    case reclusteredLast(DecisionID)
    /// All that was named is pinned where it is to be: what was asked for is the case.
    case pinnedAlready([EntryID])
}

extension HandProblem: CustomStringConvertible {
    /// One line for a person, with the remedy.
    public var description: String {
        switch self {
        case .noEvent(let id): "there is no event \(id); `tidings clusters` lists them"
        case .noEntry(let id): "there is no entry \(id); `tidings entries` lists them"
        case .notClustered(let id):
            "entry \(id) is in no event yet; tidingsd decides within a second once it runs"
        case .oneEvent(let id):
            "nothing to merge: all that is named is event \(id); name at least one other"
        case .notInEvent(let entry, let event, let actual):
            "entry \(entry) is not in event \(event) but in \(actual);"
                + " `tidings show \(event) --members` lists those that are"
        case .wholeEvent(let id):
            "nothing would be left of event \(id), copies going with what they are copies of;"
                + " leave at least one text out"
        case .notPinned(let id): "entry \(id) is not pinned; `tidings history` tells what was"
        case .noDecision(let number):
            "there is no decision \(number); `tidings history` lists them"
        case .nothingToUndo: "there is nothing to undo; `tidings history` lists what was decided"
        case .alreadyUndone(let number, let undo):
            "decision \(number) is undone already, by \(undo); decide it anew instead"
        case .notUndoable(let number, let kind):
            kind == .undo
                ? "decision \(number) is itself an undo; decide anew what it took back"
                : "decision \(number) is a reclustering and binds nothing; there is nothing to undo"
        case .reclusteredLast(let number):
            "the last decision, \(number), is a reclustering, which cannot be undone; an older one is"
                + " taken back by its number in `tidings history`: `tidings undo NUMBER`"
        case .pinnedAlready(let entries):
            "\(HandEdit.list("entry", entries)) \(entries.count == 1 ? "is" : "are") pinned there"
                + " already; nothing was changed"
        }
    }
}
