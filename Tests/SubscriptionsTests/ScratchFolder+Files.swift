import FoundationEssentials
import Platform
import Subscriptions

/// The files of a test's folder.
extension ScratchFolder {
    /// Writes a file and answers its path.
    @discardableResult
    func write(_ text: String, to name: String) throws -> String {
        let file = "\(path)/\(name)"
        try AtomicFile.replace(
            path: file, with: Array(text.utf8), expecting: FileIdentity(path: file))
        return file
    }

    func read(_ name: String) throws -> String {
        String(decoding: try FileBytes.read(path: "\(path)/\(name)", limit: 1 << 24), as: UTF8.self)
    }

    var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
    }

    func setMode(_ mode: Int, of name: String) throws {
        try FileManager.default.setAttributes(
            [.posixPermissions: mode], ofItemAtPath: "\(path)/\(name)")
    }

    func mode(of name: String) throws -> Int? {
        let attributes = try FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")
        return attributes[.posixPermissions] as? Int
    }
}

extension SubscriptionEditor {
    /// Removes the feed with this address, else the one with this title, and answers it.
    @discardableResult
    static func remove(
        _ addressOrTitle: String, from path: String
    ) throws(SubscriptionError) -> Subscription {
        try remove([addressOrTitle], from: path)[0].get()
    }
}
