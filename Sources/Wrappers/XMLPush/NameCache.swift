/// The codes of the names met in one document.
///
/// libxml2 keeps each name once, so three pointers identify one. A fixed table where a new name
/// takes the place of an old one: a document of ever new names costs time, never memory.
final class NameCache {
    /// A name as libxml2 hands it over.
    struct Pointers: Equatable {
        var local: UnsafePointer<UInt8>?
        var prefix: UnsafePointer<UInt8>?
        var uri: UnsafePointer<UInt8>?

        var name: XMLName {
            XMLName(
                local: localName, prefix: prefix.map { String(cString: $0) }, namespace: namespace)
        }

        /// As much of the URI as could be of a vocabulary that is known: it stands once in the
        /// document and is read for many names.
        private var namespace: String? {
            guard let uri else { return nil }
            let longest = 96
            var count = 0
            while count < longest, uri[count] != 0 { count += 1 }
            return String(decoding: UnsafeBufferPointer(start: uri, count: count), as: UTF8.self)
        }

        var localName: String { local.map { String(cString: $0) } ?? "" }
    }

    /// The name that is being told; empty outside of the handler's calls.
    var current: Pointers {
        get { state.pointee }
        set { state.pointee = newValue }
    }

    private typealias Slot = (name: Pointers, code: Int)
    private static let size = 512

    // In memory of their own: a property would be guarded at each element against being written
    // while the handler runs, and the handler gets to see neither.
    private let slots = UnsafeMutablePointer<Slot>.allocate(capacity: size)
    private let state = UnsafeMutablePointer<Pointers>.allocate(capacity: 1)

    init() {
        slots.initialize(repeating: (Pointers(), 0), count: Self.size)
        state.initialize(to: Pointers())
    }

    deinit {
        slots.deallocate()
        state.deallocate()
    }

    /// The code of a name, which becomes the current one.
    func code(of name: Pointers, _ handler: any XMLPushHandler) -> Int {
        state.pointee = name
        let hash = UInt(bitPattern: name.local) &* 31 &+ UInt(bitPattern: name.uri)
        let slot = slots + Int((hash ^ hash >> 9 ^ hash >> 18) & UInt(Self.size - 1))
        if slot.pointee.name == name, name.local != nil { return slot.pointee.code }
        let code = handler.code(of: name.name)
        slot.pointee = (name, code)
        return code
    }
}
