internal import Platform

/// The files of the source tree that the tests were built of.
public enum Checkout {
    /// Where `name` is, a path below the tree's root.
    public static func path(_ name: String) -> String {
        let root = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        return "/\(root)/\(name)"
    }

    /// What the file at `name` holds.
    public static func bytes(_ name: String) throws -> [UInt8] {
        try FileBytes.read(path: path(name), limit: 1 << 20)
    }

    /// The same as text.
    public static func text(_ name: String) throws -> String {
        String(decoding: try bytes(name), as: UTF8.self)
    }
}
