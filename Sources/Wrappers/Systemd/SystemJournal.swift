internal import CSystemd
internal import Glibc
internal import Platform

/// The journal of systemd, whose entries have fields (sd_journal_print(3)).
public enum SystemJournal {
    /// Whether standard error leads to the journal: whether it is what `JOURNAL_STREAM` names
    /// (systemd.exec(5)), and was not redirected since.
    public static var takesStandardError: Bool {
        guard let told = ProcessEnvironment.value(of: "JOURNAL_STREAM") else { return false }
        let parts = told.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let device = UInt64(parts[0]), let inode = UInt64(parts[1]) else {
            return false
        }
        var status = stat()
        return unsafe fstat(STDERR_FILENO, &status) == 0
            && UInt64(status.st_dev) == device && UInt64(status.st_ino) == inode
    }

    /// Makes an entry of `fields`, whose names are of capital letters, digits and underscores; false
    /// when the journal did not take it.
    public static func send(_ fields: [(name: String, value: String)]) -> Bool {
        // One buffer holds all of it, since an entry of sd_journal_sendv points into memory that has
        // to stay where it is.
        var bytes: [UInt8] = []
        var ends: [Int] = []
        for field in fields {
            bytes += field.name.utf8
            bytes.append(UInt8(ascii: "="))
            bytes += field.value.utf8
            ends.append(bytes.count)
        }
        return unsafe bytes.withUnsafeMutableBytes { buffer in
            guard let base = buffer.baseAddress else { return false }
            var start = 0
            var parts: [iovec] = []
            for end in ends {
                unsafe parts.append(iovec(iov_base: base + start, iov_len: end - start))
                start = end
            }
            return unsafe sd_journal_sendv(parts, Int32(clamping: parts.count)) == 0
        }
    }
}
