internal import Platform

/// The data files that are installed with the programs.
public enum SharedData {
    /// The tables of word frequencies, their bytes by language code: from `share/tidings` beside the
    /// program's `bin`, or from the source tree that the program was built in.
    public static func frequencies() throws(MissingData) -> [String: [UInt8]] {
        try laterFrequencies()()
    }

    /// The same, read when they are asked for; that they are there is seen now.
    public static func laterFrequencies() throws(MissingData)
        -> @Sendable () -> [String: [UInt8]]
    {
        let (languages, table) = try frequencyTables()
        return {
            var tables: [String: [UInt8]] = [:]
            for language in languages { tables[language] = table(language) }
            return tables
        }
    }

    /// The same, each table read when it is asked for by the code of its language.
    public static func frequencyReader() throws(MissingData) -> @Sendable (String) -> [UInt8]? {
        let (languages, table) = try frequencyTables()
        return { languages.contains($0) ? table($0) : nil }
    }

    private static func frequencyTables() throws(MissingData) -> (
        languages: Set<String>, table: @Sendable (String) -> [UInt8]?
    ) {
        let folders = candidates("frequencies", "Sources/Events/Resources/frequencies")
        for folder in folders {
            let codes = FolderListing.names(in: folder).filter { $0.hasSuffix(".txt") }
                .map { String($0.dropLast(4)) }.filter { $0.utf8.count == 2 }
            if codes.isEmpty { continue }
            return (
                Set(codes), { try? FileBytes.read(path: "\(folder)/\($0).txt", limit: 16 << 20) }
            )
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
