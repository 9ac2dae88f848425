internal import Politeness
internal import Storage
internal import Values

/// `status --polite`: how polite polling was, server by server.
struct HostScores {
    let hosts: [HostScore]
    let total: HostScore

    init(_ feeds: [FeedListing]) {
        hosts = HostScore.all(feeds)
        total = HostScore.total(feeds)
    }

    /// The last row is that of all servers together.
    func table(now: Timestamp) -> Table {
        var table = Table([
            .init("HOST", isFlexible: true), .init("FEEDS", .right, yields: 8),
            .init("REQUESTS", .right), .init("CONDITIONAL", .right, yields: 3),
            .init("304", .right, yields: 2), .init("RECEIVED", .right, yields: 9),
            .init("TOO EARLY", .right), .init("AFTER 410", .right, yields: 1),
            .init("MOVED", .right, yields: 4), .init("SHORTEST", .right, yields: 6),
            .init("MEDIAN", .right, yields: 7), .init("LAST 429", yields: 5),
        ])
        for host in hosts + [total] {
            let manners = host.manners
            table.add([
                .init(host.host), "\(host.feeds)", "\(manners.requests)",
                share(manners.conditional, of: manners.repeats),
                share(host.notModified, of: host.polls),
                .init(Amount.bytes(host.bytesReceived), piped: "\(host.bytesReceived)"),
                "\(manners.early)", "\(manners.afterGone)", "\(manners.movedAgain)",
                span(manners.shortestInterval), span(host.medianInterval),
                manners.lastLimited.map { .init($0, now: now, Moment.relative) } ?? "-",
            ])
        }
        return table
    }

    private func share(_ part: Int, of whole: Int) -> Table.Cell {
        .init(
            Amount.percent(part, of: whole),
            piped: Amount.share(part, of: whole).map { "\($0)" } ?? "-")
    }

    private func span(_ seconds: Int64?) -> Table.Cell {
        guard let seconds else { return "-" }
        return .init(SpanText.rough(seconds), piped: "\(seconds)")
    }

    var json: JSONWriter {
        JSONWriter.document {
            $0.array("hosts") { array in
                for host in hosts {
                    array.object { $0.write(host) }
                }
            }
            $0.object("total") {
                for field in HostScore.ofAny { $0.field(field.name, field.value(total)) }
            }
        }
    }
}

extension HostScore: ListedRecord {
    static let fields: [RecordField<HostScore>] = [.text("host") { $0.host }] + ofAny

    /// The fields of one server, and of all together.
    static let ofAny: [RecordField<HostScore>] =
        [
            .number("feeds") { $0.feeds },
            .number("polls") { $0.polls },
            .number("bytes_received") { $0.bytesReceived },
            .decimal("share_304") { Amount.share($0.notModified, of: $0.polls) },
        ] + Manners.fields.map { $0.lifted(\.manners) } + [
            .number("median_interval") { $0.medianInterval }
        ]
}
