import CZlib

/// Unpacks gzip (RFC 1952) or what HTTP calls deflate (RFC 9110 §8.4.1), as it arrives.
///
/// More is taken than libcurl's own decoder does: several gzip members one after the other, which are one
/// body (RFC 1952 §2.2), and whatever else stands behind the end, which is none.
public final class Inflater {
    private var stream = z_stream()
    private let isGzip: Bool
    private var state = State.empty
    /// Bytes that came out, of this member and of all.
    private var memberOutput = 0

    private enum State {
        /// Nothing has come yet.
        case empty
        /// Within a member that is the first, or another.
        case first
        case later
        /// Behind a member.
        case between
        /// What comes has no meaning any more.
        case over
    }

    /// How a piece was taken.
    public enum Outcome: Equatable {
        case taken
        /// The receiver of what came out wants no more.
        case refused
        /// Why it cannot be unpacked.
        case damaged(String)
    }

    /// What gzip begins with (RFC 1952 §2.3), its one method of packing included.
    public static let gzipMark: [UInt8] = [0x1f, 0x8b, 0x08]

    public init(gzip isGzip: Bool) {
        self.isGzip = isGzip
    }

    deinit {
        if state != .empty { inflateEnd(&stream) }
    }

    /// Whether what came is whole: its end was there, with the right sum.
    public var isWhole: Bool { state == .between || state == .over }

    /// Unpacks a piece. `receive` is called with what comes out of it, at most 16 KiB each time, until it
    /// answers false.
    public func push(
        _ bytes: UnsafeRawBufferPointer, _ receive: (UnsafeRawBufferPointer) -> Outcome
    ) -> Outcome {
        guard let first = bytes.first else { return .taken }
        if state == .empty {
            guard tidings_inflate_init(&stream, windowBits(first)) == Z_OK else {
                return .damaged("out of memory")
            }
            state = .first
        }
        guard state != .over else { return .taken }
        // zlib promises to leave what comes in as it is.
        stream.next_in = UnsafeMutablePointer(
            mutating: bytes.bindMemory(to: UInt8.self).baseAddress)
        stream.avail_in = UInt32(bytes.count)
        return withUnsafeTemporaryAllocation(byteCount: 16 << 10, alignment: 16) { output in
            unpack(into: output, receive)
        }
    }

    private func unpack(
        into output: UnsafeMutableRawBufferPointer,
        _ receive: (UnsafeRawBufferPointer) -> Outcome
    ) -> Outcome {
        while true {
            if state == .between {
                guard stream.avail_in > 0 else { return .taken }
                guard isGzip, stream.next_in.pointee == 0x1f else {
                    state = .over
                    return .taken
                }
                inflateReset2(&stream, MAX_WBITS + 16)
                (state, memberOutput) = (.later, 0)
            }
            stream.next_out = output.bindMemory(to: UInt8.self).baseAddress
            stream.avail_out = UInt32(output.count)
            let code = inflate(&stream, Z_NO_FLUSH)
            let count = output.count - Int(stream.avail_out)
            memberOutput += count
            if count > 0 {
                let outcome = receive(UnsafeRawBufferPointer(rebasing: output[..<count]))
                if outcome != .taken { return outcome }
            }
            switch code {
            case Z_STREAM_END: state = .between
            case Z_OK, Z_BUF_ERROR:
                // With room left all that came is used up.
                if stream.avail_out > 0 { return .taken }
            default:
                // What only looked like another member is no part of the body.
                if state == .later, memberOutput == 0 {
                    state = .over
                    return .taken
                }
                let reason = stream.msg.map { String(cString: $0) }
                return .damaged(reason ?? "zlib error \(code)")
            }
        }
    }

    /// Some servers call gzip what is in the form of zlib (RFC 1950), and many call deflate what is not. The
    /// first byte tells: no packer begins its bare blocks with it.
    private func windowBits(_ first: UInt8) -> Int32 {
        if isGzip { return MAX_WBITS + 32 }
        return first & 0x0f == 8 && first >> 4 <= 7 ? MAX_WBITS : -MAX_WBITS
    }
}
