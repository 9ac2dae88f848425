internal import CWideChar
import Glibc

/// How many columns of a terminal text takes.
public enum DisplayWidth {
    /// The table of C.UTF-8, which Debian's libc always has: `wcwidth` needs one that is not "C".
    private static let isReady: Bool = setlocale(LC_CTYPE, "C.UTF-8") != nil

    /// Columns of `scalar`: 2 for East Asian wide letters and most emoji, 0 for combining marks, 1 for what
    /// the libc does not know.
    public static func of(_ scalar: Unicode.Scalar) -> Int {
        if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7f ? 0 : 1 }
        guard isReady else { return 1 }
        let width = Int(wcwidth(wchar_t(scalar.value)))
        return width < 0 ? 1 : width
    }

    /// Columns of what is read as one sign: an emoji is two columns wide of however many scalars it is
    /// made (joined, with a tone of skin, a flag, or shown in colour by U+FE0F), where each of them
    /// would be as wide by itself. Letters that follow it take their room all the same: Thai vowels do,
    /// as many as there are, in one sign.
    public static func of(_ sign: Character) -> Int {
        let scalars = sign.unicodeScalars
        guard scalars.count > 1 else { return scalars.first.map { of($0) } ?? 0 }
        var (isEmoji, isJoined, hasPicture) = (false, false, false)
        for scalar in scalars {
            isJoined = isJoined || scalar == "\u{200d}"
            hasPicture = hasPicture || isPicture(scalar)
            isEmoji =
                isEmoji || scalar == "\u{fe0f}" || (0x1f1e6...0x1f1ff).contains(scalar.value)
                || (0x1f3fb...0x1f3ff).contains(scalar.value)
        }
        guard isEmoji || isJoined && hasPicture else { return scalars.reduce(0) { $0 + of($1) } }
        return max(2, scalars.reduce(0) { $0 + ($1.properties.isEmoji ? 0 : of($1)) })
    }

    private static func isPicture(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isEmojiPresentation
    }

    /// Columns of `text`, without control characters.
    public static func of(_ text: String) -> Int {
        // What is not in ASCII's first byte alone may be a sign of several scalars.
        if text.utf8.allSatisfy({ $0 < 0x80 }) {
            return text.utf8.reduce(0) { $0 + ($1 < 0x20 || $1 == 0x7f ? 0 : 1) }
        }
        return text.reduce(0) { $0 + of($1) }
    }
}
