import Glibc

/// A file without a name for what is too large for memory: gone when the value goes, or the program.
public final class UnnamedFile: Sendable {
    private let file: FileDescriptor
    private let folder: String

    /// Makes an empty one in `$TMPDIR`, else in /var/tmp, which is on a disk where /tmp may be memory.
    public init() throws(FileError) {
        let told = ProcessEnvironment.value(of: "TMPDIR") ?? ""
        folder = told.isEmpty ? "/var/tmp" : told
        guard let made = FreshPath.file("\(folder)/tidings.") else {
            throw .last("make a file in", folder)
        }
        unlink(made.path)
        file = FileDescriptor(owning: made.number)
    }

    /// Writes `bytes` behind what is there.
    public func append(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
        try file.write(bytes, to: folder)
    }

    /// Writes `bytes` behind what is there.
    public func append(_ bytes: [UInt8]) throws(FileError) {
        try file.write(bytes, to: folder)
    }

    /// All that was written, or the `first` so many bytes of it.
    public func bytes(first: Int = .max) throws(FileError) -> [UInt8] {
        var failure: FileError?
        let size = min(first, Int(try file.status(folder).st_size))
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, done in
            while done < size {
                let count = pread(
                    file.number, buffer.baseAddress.map { $0 + done }, size - done, off_t(done))
                if count <= 0 {
                    if count < 0 && errno == EINTR { continue }
                    failure = .last("read a file in", folder)
                    return
                }
                done += count
            }
        }
        if let failure { throw failure }
        return bytes
    }
}
