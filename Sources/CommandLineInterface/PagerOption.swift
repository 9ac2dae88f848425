/// The options of a command whose output may be paged, with the one that keeps it from that.
struct PagerOption<Own> {
    var own: Own
    var isOff = false

    static func parameters(with own: [Parameter<Own>]) -> [Parameter<PagerOption>] {
        own.map { $0.lifted(to: \.own) } + parameters
    }

    static var parameters: [Parameter<PagerOption>] {
        [.flag(\.isOff, "no-pager", help: "print to the terminal, however long it is")]
    }
}
