internal import Platform

/// The data files that are installed with the programs.
public enum SharedData {
    /// The tables of word frequencies, their bytes by language code: from `share/tidings` beside the
    /// program's `bin`, or from the source tree that the program was built in.
    public static func frequencies() throws(MissingData) -> [String: [UInt8]] {
        let folders = candidates("frequencies", "Sources/Events/Resources/frequencies")
        for folder in folders {
            var tables: [String: [UInt8]] = [:]
            for name in FolderListing.names(in: folder) where name.hasSuffix(".txt") {
                let code = String(name.dropLast(4))
                guard code.utf8.count == 2 else { continue }
                tables[code] = try? FileBytes.read(path: "\(folder)/\(name)", limit: 16 << 20)
            }
            if !tables.isEmpty { return tables }
        }
        throw MissingData(name: "word frequencies", folders: folders)
    }

    /// A page of the documentation: from `share/tidings`, or from `docs` of the source tree.
    public static func document(_ name: String) throws(MissingData) -> String {
        let paths = candidates(name, "docs/\(name)")
        for path in paths {
            if let bytes = try? FileBytes.read(path: path, limit: 1 << 20) {
                return String(decoding: bytes, as: UTF8.self)
            }
        }
        throw MissingData(name: "pages of \(name)", folders: paths)
    }

    private static func candidates(_ installed: String, _ source: String) -> [String] {
        guard let programs = ProcessEnvironment.executableFolder() else { return [] }
        return ["\(programs)/../share/tidings/\(installed)", "\(programs)/../../../\(source)"]
    }
}

/// A data file that should have been installed is not there.
public struct MissingData: Error, Equatable, CustomStringConvertible {
    public let name: String
    /// Where it was looked for.
    public let folders: [String]

    public var description: String {
        "the \(name) are missing; looked in \(folders.joined(separator: " and ")); "
            + "install Tidings again with `make install`"
    }
}
