/// Names of terms, chosen for a person: words that make a name stand together.
enum WholeNames {
    /// The names of terms that are told, with their weights, the greatest first.
    typealias Ranked = [(name: String, weight: Int64)]

    static func isPair(_ name: String) -> Bool { name.utf8.contains(UInt8(ascii: " ")) }

    /// The names, with each pair in the place of its words where it weighs half as much as the heavier
    /// of them or more; other pairs are left out. Two pairs that meet in a word are one name.
    ///
    /// - Parameter order: the terms of a text that has most of them, in its order: what its letters
    ///   are put together by where a script has no blanks.
    static func of(_ ranked: Ranked, inOrder order: [String] = []) -> [String] {
        let unsegmented = ranked.filter { UnsegmentedRuns.isPair($0.name) }
        if unsegmented.isEmpty { return spaced(ranked).map(\.told) }
        var runs = UnsegmentedRuns(unsegmented, inOrder: order)
        var whole = spaced(ranked.filter { !UnsegmentedRuns.isPair($0.name) })[...]
        var names: [String] = []
        for (name, _) in ranked {
            if let run = runs.run(from: name) {
                names.append(run)
            } else if whole.first?.first == name, let told = whole.popFirst()?.told {
                names.append(told)
            }
        }
        return names.isEmpty ? ranked.map(\.name) : names
    }

    /// Each with the first of the names that it is told for.
    private static func spaced(_ ranked: Ranked) -> [(first: String, told: String)] {
        var chains: [[Substring]] = []
        for (name, weight) in ranked where isPair(name) {
            let words = name.split(separator: " ")
            let heaviest = ranked.first { words.contains($0.name[...]) }?.weight ?? 0
            if words.count == 2, weight >= heaviest / 2 { add(words[0], words[1], to: &chains) }
        }
        var names: [(first: String, told: String)] = []
        for (name, _) in ranked {
            let words = isPair(name) ? name.split(separator: " ") : [name[...]]
            let chain = chains.first { chain in words.allSatisfy(chain.contains) }
            if isPair(name), chain == nil { continue }
            let told = chain?.joined(separator: " ") ?? name
            if !names.contains(where: { $0.told == told }) { names.append((name, told)) }
        }
        return names
    }

    /// A longer name is more likely two that stood side by side.
    private static let longest = 3

    private static func add(_ a: Substring, _ b: Substring, to chains: inout [[Substring]]) {
        func chain(of word: Substring) -> Int? { chains.firstIndex { $0.contains(word) } }
        switch (chain(of: a), chain(of: b)) {
        case (nil, nil): chains.append([a, b])
        case (let i?, nil) where chains[i].last == a && chains[i].count < longest:
            chains[i].append(b)
        case (nil, let i?) where chains[i].first == b && chains[i].count < longest:
            chains[i].insert(a, at: 0)
        default: break
        }
    }
}
