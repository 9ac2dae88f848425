internal import CWideChar
import Glibc

/// How many columns of a terminal text takes.
public enum DisplayWidth {
    /// The table of C.UTF-8, which Debian's libc always has: `wcwidth` needs one that is not "C".
    private static let isReady: Bool = setlocale(LC_CTYPE, "C.UTF-8") != nil

    /// Columns of `scalar`: 2 for East Asian wide letters and most emoji, 0 for combining marks.
    public static func of(_ scalar: Unicode.Scalar) -> Int {
        if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7f ? 0 : 1 }
        guard isReady else { return 1 }
        return max(0, Int(wcwidth(wchar_t(scalar.value))))
    }

    /// Columns of `text`, without control characters.
    public static func of(_ text: String) -> Int {
        var columns = 0
        for scalar in text.unicodeScalars { columns += of(scalar) }
        return columns
    }
}
