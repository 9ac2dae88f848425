public import CommandLineInterface
public import SubscriptionLists

extension FeedList.Format: ArgumentChoice {
    public var meaning: String {
        switch self {
        case .opml: "OPML, as most readers export it"
        case .urls: "one address a line"
        case .newsboat: "newsboat's file urls, with tags"
        case .sfeed: "sfeed's file sfeedrc"
        }
    }
}
