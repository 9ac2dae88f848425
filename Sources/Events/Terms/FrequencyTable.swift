internal import Glibc

/// The word frequencies of one language, as `Scripts/make-frequencies.py` writes them: a first line
/// `tidings-frequencies 2 LANGUAGE`, then a line `STEM LEVEL` for each stem, which makes up
/// 10 ^ (-LEVEL / 100) of running text.
///
/// The lines are in the order of the `TermHash` of their stems, so a stem is looked up where it must
/// stand and nothing is parsed: a program that shows one event asks for a few hundred of 14,000.
struct FrequencyTable: Sendable {
    private let bytes: [UInt8]
    /// Where the lines begin; at the end when the first one is not that of a table.
    private let start: Int
    /// Where the lines begin whose hashes have the same leading bits, and behind them the end; empty for
    /// no index.
    private var starts: [UInt32] = []
    private var wasRead = false
    /// How far a hash is shifted to tell its leading bits.
    private static let shift: UInt64 = 52

    private static let head = "tidings-frequencies 2 "
    private static let newline = UInt8(ascii: "\n")
    /// Looks by interpolation, which finds a hash in four; a table that is damaged gets no more of
    /// them before it is halved.
    private static let guesses = 12

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        let isTable = bytes.starts(with: Self.head.utf8)
        let end = isTable ? bytes.firstIndex(of: Self.newline) : nil
        start = end.map { $0 + 1 } ?? bytes.count
    }

    /// The share of running text of a stem with this level.
    static func frequency(ofLevel level: Int) -> Double { pow(10, -Double(level) / 100) }

    /// The level of the stem with this hash, in hundredths of a power of ten; nil when it is not known.
    func level(of stem: UInt64) -> Int? {
        var (low, high) = (start, bytes.count)
        var (lowHash, highHash) = (UInt64.min, UInt64.max)
        if !starts.isEmpty {
            let bucket = stem >> Self.shift
            (low, high) = (Int(starts[Int(bucket)]), Int(starts[Int(bucket) + 1]))
            lowHash = bucket << Self.shift
            highHash = lowHash | (1 << Self.shift - 1)
        }
        var looks = 0
        while low < high {
            let share =
                looks < Self.guesses
                ? Double(stem - lowHash) / Double(max(1, highHash - lowHash)) : 0.5
            let line = line(
                at: low + min(high - low - 1, Int(share * Double(high - low))), from: low)
            looks += 1
            if line.hash == stem { return level(in: line) }
            if line.hash < stem {
                (low, lowHash) = (line.end + 1, max(lowHash, line.hash))
            } else {
                (high, highHash) = (line.start, min(highHash, line.hash))
            }
        }
        return nil
    }

    /// For a program that stays, and asks for many words: reads the whole table, so that less of it is to
    /// be looked through. One that is out of order gets none, and answers the same with it and without.
    mutating func makeIndex() {
        guard !wasRead, bytes.count <= Int(UInt32.max) else { return }
        wasRead = true
        var index: [UInt32] = []
        index.reserveCapacity(Int(UInt64.max >> Self.shift) + 2)
        var (place, last) = (start, UInt64.min)
        while place < bytes.count {
            let line = line(at: place, from: place)
            guard line.hash >= last else { return }
            last = line.hash
            while index.count <= Int(line.hash >> Self.shift) {
                index.append(UInt32(truncatingIfNeeded: place))
            }
            place = line.end + 1
        }
        while index.count < Int(UInt64.max >> Self.shift) + 2 {
            index.append(UInt32(truncatingIfNeeded: bytes.count))
        }
        starts = index
    }

    private struct Line {
        let hash: UInt64
        let start: Int
        /// Of the blank behind the stem.
        let blank: Int
        let end: Int
    }

    /// The line that holds the byte at `place`; none reaches back behind `first`.
    private func line(at place: Int, from first: Int) -> Line {
        var start = place
        while start > first, bytes[start - 1] != Self.newline { start -= 1 }
        var hash = TermHash()
        var blank = start
        while blank < bytes.count, bytes[blank] != UInt8(ascii: " "), bytes[blank] != Self.newline {
            hash.add(bytes[blank])
            blank += 1
        }
        var end = blank
        while end < bytes.count, bytes[end] != Self.newline { end += 1 }
        return Line(hash: hash.value, start: start, blank: blank, end: end)
    }

    private func level(in line: Line) -> Int? {
        let digits = bytes[min(line.blank + 1, line.end)..<line.end]
        // No level is as long as that.
        guard (1...8).contains(digits.count) else { return nil }
        var level = 0
        for digit in digits {
            guard (0x30...0x39).contains(digit) else { return nil }
            level = level * 10 + Int(digit - 0x30)
        }
        return level
    }
}
