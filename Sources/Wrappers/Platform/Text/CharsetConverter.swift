import Glibc

/// Converts text of other character sets into UTF-8, by the C library's iconv.
public enum CharsetConverter {
    /// Converted text, and how often bytes that mean nothing in the character set were replaced by
    /// U+FFFD.
    public struct Conversion: Sendable {
        public var bytes: [UInt8]
        public var replacements: Int

        public init(bytes: [UInt8], replacements: Int) {
            self.bytes = bytes
            self.replacements = replacements
        }
    }

    /// `bytes` of the character set called `name` as UTF-8.
    ///
    /// Nil when the C library does not know the name. Reads each byte once; a result that would
    /// grow beyond `limit` bytes is cut there.
    public static func utf8(
        from bytes: ArraySlice<UInt8>, charset name: String, limit: Int
    ) -> Conversion? {
        // A slash would begin iconv's own options.
        let isName = name.utf8.allSatisfy {
            $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: ",") && $0 > 0x20 && $0 < 0x7f
        }
        guard isName, !name.isEmpty, name.utf8.count <= 40 else { return nil }
        guard let handle = iconv_open("UTF-8", name), handle != iconv_t(bitPattern: -1) else {
            return nil
        }
        defer { iconv_close(handle) }
        var result = Conversion(bytes: [], replacements: 0)
        result.bytes.reserveCapacity(bytes.count + bytes.count / 2)
        bytes.withUnsafeBytes { source in
            withUnsafeTemporaryAllocation(byteCount: 32 << 10, alignment: 1) { target in
                run(handle, source, target, Unit(charset: name), into: &result, limit: limit)
            }
        }
        return result
    }

    private static func run(
        _ handle: iconv_t, _ source: UnsafeRawBufferPointer,
        _ target: UnsafeMutableRawBufferPointer, _ unit: Unit,
        into result: inout Conversion, limit: Int
    ) {
        guard let start = source.baseAddress, let out = target.baseAddress else { return }
        var next: UnsafeMutablePointer<CChar>? = UnsafeMutableRawPointer(mutating: start)
            .assumingMemoryBound(to: CChar.self)
        var left = source.count
        while left > 0, result.bytes.count < limit {
            var free: UnsafeMutablePointer<CChar>? = out.assumingMemoryBound(to: CChar.self)
            var room = target.count
            let code = iconv(handle, &next, &left, &free, &room)
            let problem = errno
            result.bytes.append(contentsOf: target[..<(target.count - room)])
            guard code == -1 else { continue }
            if problem == E2BIG { continue }
            // EILSEQ: bytes that begin nothing. EINVAL: the text ends within a character.
            result.replacements += 1
            result.bytes.append(contentsOf: [0xef, 0xbf, 0xbd])
            let skipped = min(left, unit.length(of: source[(source.count - left)...]))
            next = next?.advanced(by: skipped)
            left -= skipped
        }
    }

    /// What is passed over where bytes mean nothing: as much as browsers do, so that what follows is
    /// still seen where its characters begin (WHATWG Encoding).
    private enum Unit {
        case byte
        /// Two bytes where neither is ASCII.
        case pair
        /// A code unit of so many bytes: UTF-16 and UTF-32.
        case code(Int)

        init(charset name: String) {
            if name.hasPrefix("UTF-16") {
                self = .code(2)
            } else if name.hasPrefix("UTF-32") {
                self = .code(4)
            } else {
                self = Unit.pairs.contains(name) ? .pair : .byte
            }
        }

        private static let pairs: Set<String> = [
            "EUC-JP-MS", "CP932", "BIG5-HKSCS", "CP949", "GB18030",
        ]

        func length(of bytes: Slice<UnsafeRawBufferPointer>) -> Int {
            switch self {
            case .byte: return 1
            case .code(let length): return length
            case .pair:
                guard let lead = bytes.first, let trail = bytes.dropFirst().first else { return 1 }
                return (0x81...0xfe).contains(lead) && trail >= 0x80 ? 2 : 1
            }
        }
    }
}
