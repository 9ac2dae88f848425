import Zlib

/// What is between the bytes of a body as they come over the wire and the document: chunks, and what it
/// is packed with.
final class BodyDecoder {
    private var chunks: ChunkReader?
    /// The one that was packed with last comes first.
    private let stages: [Inflater]
    /// Bytes that came out of each stage.
    private var counts: [Int]
    /// What no stage but the last may pass, which is the document's.
    private let limit: Int
    private var failure: TransferError?

    /// Nil where a body comes as it is. Throws for one that is packed too often.
    init?(_ codings: ContentCodings, limit: Int) throws(TransferError) {
        guard codings.isChunked || !codings.packings.isEmpty else { return nil }
        // As libcurl has it.
        guard codings.packings.count <= 5 else {
            throw .damagedBody("it is packed \(codings.packings.count) times, one in the other")
        }
        chunks = codings.isChunked ? ChunkReader() : nil
        stages = codings.packings.map { Inflater(gzip: $0 != "deflate") }
        counts = stages.map { _ in 0 }
        self.limit = limit
    }

    /// Whether all that was packed has come to its end.
    var isWhole: Bool { stages.first?.isWhole ?? false }

    /// Whether libcurl took for chunks what are none.
    var isLost: Bool { chunks?.isLost ?? false }

    /// Calls `receive` with what comes out of `bytes`. Throws what `receive` does, and for what cannot be
    /// unpacked.
    func push(
        _ bytes: UnsafeRawBufferPointer, _ receive: (UnsafeRawBufferPointer) -> TransferError?
    ) -> TransferError? {
        failure = nil
        if chunks == nil {
            unpack(bytes, stage: 0, receive)
        } else {
            _ = chunks?.push(bytes) { part in
                unpack(part, stage: 0, receive)
                return failure == nil
            }
        }
        return failure
    }

    private func unpack(
        _ bytes: UnsafeRawBufferPointer, stage: Int,
        _ receive: (UnsafeRawBufferPointer) -> TransferError?
    ) {
        guard stage < stages.count else {
            failure = receive(bytes)
            return
        }
        let outcome = stages[stage].push(bytes) { part in
            counts[stage] += part.count
            if stage + 1 < stages.count, counts[stage] > limit {
                failure = .tooLarge
            } else {
                unpack(part, stage: stage + 1, receive)
            }
            return failure == nil ? .taken : .refused
        }
        if case .damaged(let reason) = outcome {
            failure = .damagedBody("what it is packed with cannot be undone: \(reason)")
        }
    }
}
