internal import Platform
public import Values

/// A folder of secrets: a file a secret, its name being that of the secret.
///
/// Secrets stay out of feeds.yml, so that it can be shown, kept in version control and mailed.
public struct CredentialStore: Sendable {
    private let folder: String?
    private let isGuarded: Bool

    /// The largest secret in bytes.
    public static let sizeLimit = 4_096

    /// Secrets of a folder of one's own: a file that any other user may read is refused.
    public init(folder: String) {
        self.folder = folder
        isGuarded = false
    }

    /// Secrets that systemd hands over (LoadCredential=), from `$CREDENTIALS_DIRECTORY` as
    /// `systemdFolder`; nil where there is none, and then every secret is missing.
    ///
    /// systemd keeps the folder to the service, and grants the access by control lists, which look
    /// like rights of the group: the mode of the files says nothing there.
    public init(systemdFolder: String?) {
        folder = systemdFolder
        isGuarded = true
    }

    /// The secret, the line break at its end left out.
    public func secret(named name: String) throws(SubscriptionError) -> Secret {
        guard CredentialStore.isName(name) else { throw .badSecretName(name) }
        guard let folder else { throw .noSecret(name, folder: nil) }
        let path = "\(folder)/\(name)"
        var bytes: [UInt8]
        do throws(FileError) {
            bytes =
                isGuarded
                ? try FileBytes.read(path: path, limit: CredentialStore.sizeLimit)
                : try FileBytes.readPrivate(path: path, limit: CredentialStore.sizeLimit)
        } catch {
            if case .notFound = error { throw .noSecret(name, folder: folder) }
            throw .file(error)
        }
        while let last = bytes.last, last == 0x0a || last == 0x0d { bytes.removeLast() }
        guard !bytes.isEmpty, bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }) else {
            throw .badSecret(name, folder: folder)
        }
        return Secret(bytes)
    }

    /// When the file of a secret was changed or put there last; nil where there is none.
    public func changed(secret name: String) -> Timestamp? {
        guard CredentialStore.isName(name), let folder,
            let file = try? FileIdentity(path: "\(folder)/\(name)")
        else { return nil }
        return Timestamp(seconds: file.changed / 1_000_000_000)
    }

    /// Whether a secret can have this name: letters, digits, `_`, `.` and `-`, at most 100, no dot
    /// first, so that no name leads out of the folder.
    public static func isName(_ name: String) -> Bool {
        (1...100).contains(name.utf8.count) && name.utf8.first != UInt8(ascii: ".")
            && name.utf8.allSatisfy {
                $0.isASCIILetter || $0.isASCIIDigit || "_.-".utf8.contains($0)
            }
    }
}

/// Bytes that must not be shown: printing, logging or reflecting one tells nothing of them.
public struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// For the one who sends them.
    public let bytes: [UInt8]

    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    public var description: String { "(secret)" }
    public var debugDescription: String { "(secret)" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
