internal import Platform

/// A file that the command line names.
enum InputFile {
    /// 1 GiB: more is no document that a person has in one file.
    static let limit = 1 << 30

    /// Its bytes, those of standard input for `-`; nil, with the reason on standard error, when it
    /// cannot be read.
    static func read(_ path: String, limit: Int = limit) -> [UInt8]? {
        do throws(FileError) {
            return path == "-"
                ? try FileBytes.readStandardInput(limit: limit)
                : try FileBytes.readNamed(path: path, limit: limit)
        } catch {
            Output.note("\(error)")
            return nil
        }
    }
}
