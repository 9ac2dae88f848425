extension LoopbackOrigin {
    /// What a handler answers.
    public struct Response: Sendable {
        public var status = 200
        /// Values byte for byte; without CR, LF and tabs.
        public var headers: [(name: String, value: [UInt8])] = []
        public var body: [UInt8] = []
        /// Milliseconds to wait before the answer.
        public var delay = 0
        /// Sends the body in pieces, as a slow server does; nil: as fast as it can.
        public var trickle: Trickle?

        public init(status: Int = 200, body: [UInt8] = []) {
            self.status = status
            self.body = body
        }

        /// A 200 with text.
        public init(text: String, type: String = "application/xml") {
            body = Array(text.utf8)
            add("Content-Type", type)
        }

        /// A redirect.
        public static func redirect(_ status: Int, to url: String) -> Response {
            var response = Response(status: status)
            response.add("Location", url)
            return response
        }

        public mutating func add(_ name: String, _ value: String) {
            headers.append((name, Array(value.utf8)))
        }

        public mutating func add(_ name: String, bytes value: [UInt8]) {
            headers.append((name, value))
        }
    }

    /// So many bytes, then a pause.
    public struct Trickle: Sendable {
        public let bytes: Int
        public let milliseconds: Int

        public init(bytes: Int, milliseconds: Int) {
            self.bytes = max(1, bytes)
            self.milliseconds = max(0, milliseconds)
        }
    }
}
