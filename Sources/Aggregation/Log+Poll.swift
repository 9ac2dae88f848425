internal import FeedParsing
internal import Politeness
internal import Storage
internal import Subscriptions
internal import Values

extension Log {
    /// Tells what a poll brought, and what its failure or its server's move asks of a person.
    func report(
        _ record: FeedRecord, _ state: PollState, _ receipt: PollReceipt, document: ParsedFeed?
    ) {
        let url = record.subscription.url
        if let moved = state.moved, moved.isSettled, record.poll.moved?.isSettled != true {
            notice(
                .feedMoved, feed: url,
                "moved for good to \(moved.url), and is asked there from now on; "
                    + "see `tidings feeds adopt`")
        }
        if state.isHeld {
            debug(.polled, feed: url, state.dueReason)
        } else if state.isLocalFault {
            // What all feeds share is told once.
            debug(.pollFailed, feed: url, state.lastError ?? "")
        } else if let error = state.lastError {
            let next = state.due.map { "; next try \($0.rfc3339)" } ?? "; not polled any more"
            warning(.pollFailed, feed: url, "\(error)\(next)")
            if state.lastStatus == HTTPStatus.notFound, state.failures == 1 {
                let command = DiscoveryCommand.text(site: record.siteLink, feed: url)
                notice(.feedMissing, feed: url, "to look for it, run: \(command)")
            }
        } else if receipt.new + receipt.revised > 0 {
            info(.polled, feed: url, "\(receipt.new) new, \(receipt.revised) revised")
        } else {
            debug(
                .polled, feed: url,
                state.lastStatus == HTTPStatus.notModified ? "not modified" : "nothing new")
        }
        guard let document, receipt.new > 0 else { return }
        for note in document.notes { info(.documentFaulty, feed: url, note) }
        if state.lastStatus != HTTPStatus.imUsed,
            document.isAllNew(receipt, since: record.poll.lastSuccess)
        {
            notice(
                .entriesMissed, feed: url,
                "none of its \(receipt.new) entries was known: some may have come and gone between "
                    + "the polls; \"interval\" in feeds.yml sets another pace")
        }
    }

    /// Tells that the store refused what came of a feed: once, until it takes something again.
    func report(_ state: PollState, refusedOf record: FeedRecord) {
        let text = "\(state.lastError ?? ""); tried again with growing pauses"
        if record.poll.isUnstored {
            debug(.pollUnstored, feed: record.subscription.url, text)
        } else {
            error(.pollUnstored, feed: record.subscription.url, text)
        }
    }

    /// Tells what polls say of our own network.
    func report(_ news: PollPlanner.News) {
        switch news {
        case .none: break
        case .outage:
            warning(
                .networkOutage,
                "most servers cannot be reached: taken for an outage of our own network")
        case .recovery(let count):
            let next = count > 0 ? "; \(count) feeds are polled again within a minute" : ""
            notice(.networkBack, "the network is back\(next)")
        }
    }
}

extension ParsedFeed {
    /// Whether everything that it lists came after the poll before, of which `last` is the time: where
    /// its list ends, others may have been. One entry alone is how some feeds list.
    fileprivate func isAllNew(_ receipt: PollReceipt, since last: Timestamp?) -> Bool {
        guard let last, receipt.new > 1, receipt.unchanged == 0, receipt.revised == 0 else {
            return false
        }
        let oldest = entries.compactMap { $0.published ?? $0.updated }.min()
        return oldest.map { $0 > last } ?? true
    }
}
