/// Going on behind what is no JSON.
extension JSONCursor {
    /// How the elements of an array were read.
    public struct Elements {
        /// Whether the array's end was reached, or the reader wanted no more.
        public var isWhole = false
        /// How many places of the array were not JSON and passed over.
        public var faults = 0

        public init() {}
    }

    /// Reads an array as `array` does, of elements that count each by itself: one that is no JSON is passed
    /// over, and the walk goes on behind it. `body` answers whether it wants another.
    public mutating func elements<Failure: Error>(
        _ body: (inout JSONCursor) throws(Failure) -> Bool
    ) throws(Failure) -> Elements {
        var elements = Elements()
        guard peek == UInt8(ascii: "["), enter() else {
            skip()
            return elements
        }
        while let byte = peek, byte != UInt8(ascii: "]") {
            let start = index
            guard try body(&self) else {
                elements.isWhole = true
                return elements
            }
            if index == start, !isBroken { skip() }
            if isBroken {
                elements.faults += 1
                guard recover(from: start) else { break }
            }
            if peek == UInt8(ascii: ",") {
                index += 1
            } else if let byte = peek, byte != UInt8(ascii: "]") {
                elements.faults += 1
            }
        }
        leave(UInt8(ascii: "]"))
        elements.isWhole = !isBroken
        return elements
    }

    /// Goes on behind the value that begins at `start` and was no JSON. False where its end is not found,
    /// after which nothing more can be read.
    public mutating func recover(from start: Int) -> Bool {
        isBroken = false
        index = start
        guard let byte = peek else { return false }
        if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
            skipByBrackets()
        } else {
            skipToMark()
        }
        return !isBroken
    }

    /// Passes over the next value; of an object or array its brackets and strings alone are looked at, so
    /// that what is no JSON within does not count, nor how deep it nests.
    public mutating func skipByBrackets() {
        guard let first = peek, first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else {
            return skip()
        }
        // The end of each that is open, and how many of those are braces.
        var ends: [UInt8] = []
        var braces = 0
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "\""):
                skipString()
                continue
            case UInt8(ascii: "{"):
                ends.append(UInt8(ascii: "}"))
                braces += 1
            case UInt8(ascii: "["): ends.append(UInt8(ascii: "]"))
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                // The end of something around it: its own is missing.
                let isOpen = byte == UInt8(ascii: "}") ? braces > 0 : braces < ends.count
                guard isOpen else {
                    isBroken = true
                    return
                }
                while let end = ends.popLast() {
                    if end == UInt8(ascii: "}") { braces -= 1 }
                    if end == byte { break }
                }
            default: break
            }
            index += 1
            if ends.isEmpty { return }
        }
        isBroken = true
    }

    /// Passes over what is no value, up to the mark behind it or the next object.
    private mutating func skipToMark() {
        repeat {
            if bytes[index] == UInt8(ascii: "\"") { skipString() } else { index += 1 }
        } while index < bytes.count && !",]{".utf8.contains(bytes[index])
    }
}
