internal import Events
internal import Storage
internal import Values

// `explain` in JSON.
extension JSONWriter {
    mutating func write(_ explanation: PairExplanation) {
        field("together", explanation.areTogether)
        for (name, side) in [("a", explanation.a), ("b", explanation.b)] {
            object(name) { $0.write(side) }
        }
        array("stored") { array in
            for stored in explanation.stored {
                array.object {
                    $0.field("entry", stored.entry)
                    $0.field("reason", stored.decision.text)
                    $0.field("former_text", stored.isOfFormerText)
                    $0.object("decision") { $0.write(stored.decision) }
                }
            }
        }
        array("weighed") { array in
            for weighing in explanation.weighed {
                array.object {
                    $0.field("pair", weighing.label)
                    $0.object("decision") { $0.write(weighing.decision) }
                }
            }
        }
        array("kept_apart") { array in
            for rule in explanation.keptApart {
                array.object {
                    $0.field("rule", rule.name)
                    $0.array("entries") { array in for entry in rule.entries { array.value(entry) }
                    }
                    $0.field("reason", rule.text)
                }
            }
        }
        field("weighed_over_entries", explanation.documentCount)
        field("differ_in_language", explanation.languages != nil)
        field("common_origin", explanation.commonOrigin)
        guard let text = explanation.text else { return field("text", nil as String?) }
        object("text") {
            $0.field("is_copy", text.isCopy)
            $0.field("copy_entry", text.copy)
            $0.field("direction", text.direction)
            $0.field("needed_shingles", text.needed)
            $0.write(text.overlap)
        }
    }

    private mutating func write(_ side: ExplainedSide) {
        switch side {
        case .entry(let detail):
            field("kind", "entry")
            write(detail.record)
        case .event(let detail, _):
            field("kind", "event")
            write(detail.cluster)
            field("expired_entries", side.expiredCount)
        }
    }
}
