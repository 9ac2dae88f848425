/// Canonical composition: a letter and its accents as the one scalar that most writers use.
///
/// The standard library takes the two for equal but has no public call that makes one of the other.
/// So the scalars of the alphabets are kept under the strings that they are equal to.
struct Composition: Sendable {
    static let shared = Composition()

    private var composed: [String: Unicode.Scalar] = [:]

    private init() {
        // Latin, Greek and Cyrillic letters with accents, Arabic ones with hamza or madda, kana with voice
        // marks.
        let ranges: [ClosedRange<UInt32>] = [
            0xc0...0x24f, 0x386...0x3ce, 0x400...0x4f9, 0x622...0x626, 0x6c0...0x6c2, 0x6d3...0x6d3,
            0x1e00...0x1fff, 0x3040...0x30ff,
        ]
        for value in ranges.joined() {
            // Greek has some letters twice; the first is the one in use.
            if let scalar = Unicode.Scalar(value), composed[String(scalar)] == nil {
                composed[String(scalar)] = scalar
            }
        }
    }

    /// Whether a text with this scalar may have something to compose.
    static func concerns(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x300...0x36f, 0x653...0x655, 0x1161...0x11ff, 0x3099...0x309a, 0xff9e...0xff9f: true
        default: false
        }
    }

    /// The two scalars that are equal to a letter with the dot below of Indian scripts, the nukta; nil for another
    /// scalar. Nearly all of these letters are excluded from composition, so the two are what normal texts have.
    static func dotted(_ scalar: UInt32) -> (letter: UInt32, dot: UInt32)? {
        let letter: UInt32
        switch scalar {
        // Devanagari.
        case 0x929, 0x931, 0x934: letter = scalar - 1
        case 0x958...0x95a: letter = scalar - 0x43
        case 0x95b: letter = 0x91c
        case 0x95c...0x95d: letter = scalar - 0x3b
        case 0x95e: letter = 0x92b
        case 0x95f: letter = 0x92f
        // Bengali and Assamese, Gurmukhi, Oriya.
        case 0x9dc...0x9dd: letter = scalar - 0x3b
        case 0x9df: letter = 0x9af
        case 0xa33: letter = 0xa32
        case 0xa36: letter = 0xa38
        case 0xa59...0xa5a: letter = scalar - 0x43
        case 0xa5b: letter = 0xa1c
        case 0xa5e: letter = 0xa2b
        case 0xb5c...0xb5d: letter = scalar - 0x3b
        default: return nil
        }
        // At the same place of each script's block of 128.
        return (letter, scalar & ~0x7f | 0x3c)
    }

    /// The text with every letter and its accents as one scalar, where there is one.
    func compose(_ text: Substring.UnicodeScalarView) -> String {
        var result = String.UnicodeScalarView()
        var i = text.startIndex
        while i < text.endIndex {
            let base = text[i]
            var next = text.index(after: i)
            guard next < text.endIndex, Self.concerns(text[next].value) else {
                result.append(base)
                i = next
                continue
            }
            // A letter has few accents; what is stacked on it beyond that is not read as one.
            var cluster = [folded(base)]
            while next < text.endIndex, cluster.count < 4, Self.concerns(text[next].value) {
                cluster.append(folded(text[next]))
                next = text.index(after: next)
            }
            append(cluster, to: &result)
            i = next
        }
        return String(result)
    }

    private func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        Unicode.Scalar(ScalarFolding.fold(scalar.value)) ?? scalar
    }

    /// As much of the cluster as is one scalar, then the rest.
    private func append(_ cluster: [Unicode.Scalar], to result: inout String.UnicodeScalarView) {
        for count in (2...cluster.count).reversed() {
            guard let scalar = scalar(for: cluster[..<count]) else { continue }
            result.append(scalar)
            result.append(contentsOf: cluster[count...])
            return
        }
        result.append(contentsOf: cluster)
    }

    private func scalar(for cluster: ArraySlice<Unicode.Scalar>) -> Unicode.Scalar? {
        if let syllable = Self.syllable(of: cluster) { return syllable }
        var key = String.UnicodeScalarView()
        key.append(contentsOf: cluster)
        return composed[String(key)]
    }

    /// Korean letters as a syllable: The Unicode Standard, section 3.12.
    private static func syllable(of letters: ArraySlice<Unicode.Scalar>) -> Unicode.Scalar? {
        let values = letters.map(\.value)
        guard (2...3).contains(values.count), (0x1100...0x1112).contains(values[0]),
            (0x1161...0x1175).contains(values[1]),
            values.count == 2 || (0x11a8...0x11c2).contains(values[2])
        else { return nil }
        let open = 0xac00 + ((values[0] - 0x1100) * 21 + values[1] - 0x1161) * 28
        return Unicode.Scalar(open + (values.count == 3 ? values[2] - 0x11a7 : 0))
    }
}
