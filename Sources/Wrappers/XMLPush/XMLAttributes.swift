import Glibc

/// The attributes of one start tag. Holds nothing itself and is empty outside the handler's call.
public final class XMLAttributes {
    // libxml2 lays an attribute out as five pointers: local name, prefix, namespace URI, and the
    // bounds of the value, which is not terminated.
    private typealias Fields = UnsafeMutablePointer<UnsafePointer<UInt8>?>
    private typealias Table = (fields: Fields?, count: Int)
    // In memory of its own, as in `NameCache`.
    private let table = UnsafeMutablePointer<Table>.allocate(capacity: 1)

    private var fields: Fields? { table.pointee.fields }

    /// How many there are.
    public var count: Int { table.pointee.count }

    init() {
        table.initialize(to: (nil, 0))
    }

    deinit { table.deallocate() }

    func set(_ fields: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, count: Int32) {
        table.pointee = (fields, fields == nil ? 0 : Int(count))
    }

    /// The value of the attribute `name` that has no prefix, or the one given, as written; nil when
    /// there is none.
    public func value(_ name: StaticString, prefix: StaticString? = nil) -> String? {
        for index in 0..<count {
            guard let field = fields?.advanced(by: index * 5), equals(field[0], name) else {
                continue
            }
            if let prefix {
                guard equals(field[1], prefix) else { continue }
            } else if field[1] != nil {
                continue
            }
            return string(field)
        }
        return nil
    }

    /// The value of the attribute `name` in the namespace of that URI, as written and whatever its prefix
    /// is; nil when there is none.
    public func value(_ name: StaticString, namespace uri: StaticString) -> String? {
        for index in 0..<count {
            guard let field = fields?.advanced(by: index * 5), equals(field[0], name),
                equals(field[2], uri)
            else { continue }
            return string(field)
        }
        return nil
    }

    /// The local name of attribute `index`, its prefix, and its value.
    public subscript(index: Int) -> (local: String, prefix: String?, value: String) {
        precondition(index >= 0 && index < count)
        guard let field = fields?.advanced(by: index * 5), let local = field[0] else {
            return ("", nil, "")
        }
        return (String(cString: local), field[1].map { String(cString: $0) }, string(field))
    }

    private func equals(_ text: UnsafePointer<UInt8>?, _ name: StaticString) -> Bool {
        guard let text else { return false }
        return strcmp(
            UnsafeRawPointer(text).assumingMemoryBound(to: CChar.self),
            UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)) == 0
    }

    private func string(_ field: UnsafeMutablePointer<UnsafePointer<UInt8>?>) -> String {
        guard let start = field[3], let end = field[4], end > start else { return "" }
        let bytes = UnsafeBufferPointer(start: start, count: end - start)
        guard bytes.contains(UInt8(ascii: "&")) else {
            return String(decoding: bytes, as: UTF8.self)
        }
        // Without entity substitution libxml2 leaves an ampersand as a reference to itself, for a
        // tree builder to read again.
        var value: [UInt8] = []
        value.reserveCapacity(bytes.count)
        let reference = Array("&#38;".utf8)
        var index = 0
        while index < bytes.count {
            value.append(bytes[index])
            let isReference =
                bytes[index] == reference[0] && bytes.count - index >= reference.count
                && bytes[index..<(index + reference.count)].elementsEqual(reference)
            index += isReference ? reference.count : 1
        }
        return String(decoding: value, as: UTF8.self)
    }
}
