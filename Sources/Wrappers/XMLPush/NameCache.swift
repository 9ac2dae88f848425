import CLibXML2

/// The names met in one document.
///
/// libxml2 keeps each name once, so three pointers identify one. A fixed table where a new name
/// takes the place of an old one: a document of ever new names costs time, never memory.
struct NameCache {
    private struct Slot {
        var local: UnsafePointer<xmlChar>?
        var prefix: UnsafePointer<xmlChar>?
        var uri: UnsafePointer<xmlChar>?
        var element: XMLElement?
    }

    private var slots = [Slot](repeating: Slot(), count: 512)

    mutating func element(
        _ local: UnsafePointer<xmlChar>?, _ prefix: UnsafePointer<xmlChar>?,
        _ uri: UnsafePointer<xmlChar>?, _ handler: any XMLPushHandler
    ) -> XMLElement {
        let hash = UInt(bitPattern: local) &* 31 &+ UInt(bitPattern: uri)
        let index = Int((hash ^ hash >> 9 ^ hash >> 18) & 511)
        let slot = slots[index]
        if let element = slot.element, slot.local == local, slot.prefix == prefix, slot.uri == uri {
            return element
        }
        let name = XMLName(
            local: local.map { String(cString: $0) } ?? "",
            prefix: prefix.map { String(cString: $0) },
            namespace: uri.map { String(cString: $0) })
        let element = XMLElement(name: name, code: handler.code(of: name))
        slots[index] = Slot(local: local, prefix: prefix, uri: uri, element: element)
        return element
    }
}
