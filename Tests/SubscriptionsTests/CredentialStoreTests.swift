import Platform
import Subscriptions
import Testing

@Suite("Secrets")
struct CredentialStoreTests {
    @Test("A secret is read without its line break, and never shown")
    func reading() throws {
        let folder = try ScratchFolder()
        try folder.write("me:pass word\n", to: "news.example")
        try folder.setMode(0o600, of: "news.example")
        let secret = try CredentialStore(folder: folder.path).secret(named: "news.example")
        #expect(secret.bytes == Array("me:pass word".utf8))
        var dumped = ""
        dump(secret, to: &dumped)
        for shown in ["\(secret)", String(reflecting: secret), "\([secret])", dumped] {
            #expect(!shown.contains("pass") && !shown.contains("112"))
        }
    }

    @Test("A secret that others may read is refused, but for those that systemd guards")
    func modes() throws {
        let folder = try ScratchFolder()
        let path = try folder.write("me:secret", to: "a")
        for mode in [0o640, 0o604, 0o660] {
            try folder.setMode(mode, of: "a")
            #expect(throws: SubscriptionError.file(.notPrivate(path: path))) {
                try CredentialStore(folder: folder.path).secret(named: "a")
            }
        }
        _ = try CredentialStore(systemdFolder: folder.path).secret(named: "a")
    }

    @Test(
        "A name that could lead out of the folder is refused",
        arguments: ["", ".", "..", "../a", "a/b", "/etc/passwd", ".a", "a b", "ä", "a\0"])
    func names(_ name: String) throws {
        let folder = try ScratchFolder()
        #expect(throws: SubscriptionError.badSecretName(name)) {
            try CredentialStore(folder: folder.path).secret(named: name)
        }
    }

    @Test("A secret that is missing, empty, too large or of several lines is refused")
    func contents() throws {
        let folder = try ScratchFolder()
        let store = CredentialStore(folder: folder.path)
        #expect(throws: SubscriptionError.noSecret("a", folder: folder.path)) {
            try store.secret(named: "a")
        }
        #expect(throws: SubscriptionError.noSecret("a", folder: nil)) {
            try CredentialStore(systemdFolder: nil).secret(named: "a")
        }
        for text in ["", "\n", "a\nb", "a\u{7f}"] {
            try folder.write(text, to: "a")
            try folder.setMode(0o600, of: "a")
            #expect(throws: SubscriptionError.badSecret("a", folder: folder.path)) {
                try store.secret(named: "a")
            }
        }
        try folder.write(String(repeating: "a", count: 5_000), to: "a")
        #expect(
            throws: SubscriptionError.file(.tooLarge(path: folder.path + "/a", limit: 4_096))
        ) {
            try store.secret(named: "a")
        }
    }
}
