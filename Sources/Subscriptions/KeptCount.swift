internal import Values

/// `keep_entries:`.
enum KeptCount {
    static let form = "a number of entries from 1 on, or all"

    static func bound(_ text: String) -> Bound<Int>? {
        if text == "all" { return Bound.none }
        // Nine digits are more than any feed brings.
        guard (1...9).contains(text.utf8.count), text.utf8.allSatisfy(\.isASCIIDigit),
            let count = Int(text), count > 0
        else { return nil }
        return .most(count)
    }
}
