extension LoopbackOrigin {
    /// What a client asked.
    public struct Request: Sendable {
        /// `GET`, `HEAD`.
        public let method: String
        /// Percent-decoded, without the query.
        public let path: String
        /// In the order of the request, values byte for byte.
        public let headers: [(name: String, value: [UInt8])]

        /// The bytes of the first header of that name, in any case.
        public func bytes(_ name: String) -> [UInt8]? {
            let name = name.lowercased()
            return headers.first { $0.name.lowercased() == name }?.value
        }

        /// The first header of that name as text.
        public func header(_ name: String) -> String? {
            bytes(name).map { String(decoding: $0, as: UTF8.self) }
        }
    }

    /// A request that was answered.
    public struct LogEntry: Sendable {
        public let request: Request
        /// 0 when the handler hung up.
        public let status: Int
        /// Nanoseconds of the monotonic clock at the request's arrival.
        public let time: UInt64
    }
}
