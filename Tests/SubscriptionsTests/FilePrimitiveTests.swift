import FoundationEssentials
import Glibc
import Platform
import Testing

@Suite("Files")
struct FilePrimitiveTests {
    @Test("Replacing keeps the mode and leaves one file")
    func mode() throws {
        let folder = try ScratchFolder()
        for mode in [0o600, 0o640, 0o644, 0o664] {
            try folder.write("old", to: "file")
            try folder.setMode(mode, of: "file")
            try folder.write("new", to: "file")
            #expect(try folder.mode(of: "file") == mode)
            #expect(try folder.read("file") == "new")
        }
        #expect(try folder.names == ["file"])
    }

    @Test("Replacing keeps the owner and the group", .enabled(if: geteuid() == 0))
    func owner() throws {
        let folder = try ScratchFolder()
        let path = try folder.write("old", to: "file")
        try FileManager.default.setAttributes(
            [.ownerAccountID: 12_345, .groupOwnerAccountID: 54_321], ofItemAtPath: path)
        try folder.write("new", to: "file")
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.ownerAccountID] as? Int == 12_345)
        #expect(attributes[.groupOwnerAccountID] as? Int == 54_321)
    }

    @Test("A folder whose file system takes no files is told from one that is not there")
    func noFiles() {
        #expect(throws: FileError.holdsNoFiles(folder: "/proc")) {
            _ = try NewFile(beside: "/proc/new")
        }
        #expect(throws: FileError.notFound(path: "/proc/none/new")) {
            _ = try NewFile(beside: "/proc/none/new")
        }
    }

    @Test("What is no regular file is never replaced, a link's file through the link")
    func others() throws {
        let folder = try ScratchFolder()
        let pipe = folder.path + "/pipe"
        let made = unsafe mkfifo(pipe, 0o600)
        try #require(made == 0)
        func isPipe() -> Bool { FileStatus(of: pipe)?.kind == .other }
        let refusal = FileError.notRegular(path: pipe)
        #expect(throws: refusal) { try AtomicFile.renew(path: pipe, with: [1]) }
        #expect(throws: refusal) {
            try AtomicFile.replace(path: pipe, with: [1], expecting: FileIdentity(path: pipe))
        }
        #expect(throws: refusal) { _ = try NewFile(beside: pipe) }
        #expect(isPipe())
        // One that came while the file was filled stays as well.
        let late = folder.path + "/late"
        let new = try NewFile(beside: late)
        let madeLate = unsafe mkfifo(late, 0o600)
        try #require(madeLate == 0)
        #expect(throws: FileError.notRegular(path: late)) { try new.place(replacing: true) }
        #expect(FileStatus(of: late)?.kind == .other)

        try folder.write("old", to: "file")
        let link = folder.path + "/link"
        try FileManager.default.createSymbolicLink(
            atPath: link, withDestinationPath: folder.path + "/file")
        #expect(throws: FileError.notRegular(path: link)) {
            try AtomicFile.renew(path: link, with: Array("new".utf8))
        }
        #expect(FileStatus(of: link)?.kind == .link)
        #expect(try folder.read("file") == "old")
    }

    @Test("A symbolic link stays one, and its file is replaced where it lies")
    func symbolicLinks() throws {
        let folder = try ScratchFolder()
        try FileManager.default.createDirectory(
            atPath: folder.path + "/real", withIntermediateDirectories: false)
        try folder.write("old", to: "real/file")
        let link = folder.path + "/link"
        try FileManager.default.createSymbolicLink(
            atPath: link, withDestinationPath: "real/file")
        let dangling = folder.path + "/dangling"
        try FileManager.default.createSymbolicLink(
            atPath: dangling, withDestinationPath: "real/new")

        try folder.write("new", to: "link")
        try folder.write("made", to: "dangling")
        #expect(try folder.read("real/file") == "new")
        #expect(try folder.read("real/new") == "made")
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "real/file")
        #expect(try AtomicFile.realPath(of: link).hasSuffix("/real/file"))
        #expect(try folder.names == ["dangling", "link", "real"])
    }

    @Test("A file that another changed since it was read is left alone")
    func changedMeanwhile() throws {
        let folder = try ScratchFolder()
        let path = try folder.write("one", to: "file")
        let seen = try FileIdentity(path: path)
        try folder.write("two", to: "file")
        #expect(throws: FileError.self) {
            try AtomicFile.replace(path: path, with: [], expecting: seen)
        }
        #expect(throws: FileError.self) {
            try AtomicFile.replace(path: path, with: [], expecting: nil)
        }
        #expect(try folder.read("file") == "two")
        #expect(try folder.names == ["file"])
    }

    @Test("Nor is one written that another saves while what belongs to the new one is done")
    func changedWhileReady() throws {
        let folder = try ScratchFolder()
        let path = try folder.write("one", to: "file")
        let seen = try FileIdentity(path: path)
        #expect(throws: FileError.changedMeanwhile(path: try AtomicFile.realPath(of: path))) {
            try AtomicFile.replace(path: path, with: [], expecting: seen) {
                _ = try? folder.write("two", to: "file")
            }
        }
        #expect(try folder.read("file") == "two")
        #expect(try folder.names == ["file"])
    }

    @Test("Each write makes a file another one, a reading does not")
    func identity() throws {
        let folder = try ScratchFolder()
        let path = folder.path + "/file"
        #expect(try FileIdentity(path: path) == nil)
        try folder.write("one", to: "file")
        let first = try FileIdentity(path: path)
        _ = try folder.read("file")
        #expect(try FileIdentity(path: path) == first)
        try folder.write("two", to: "file")
        #expect(try FileIdentity(path: path) != first)
    }

    @Test("Only regular files within the limit are read")
    func limits() throws {
        let folder = try ScratchFolder()
        let path = try folder.write("12345", to: "file")
        #expect(try FileBytes.read(path: path, limit: 5).count == 5)
        #expect(throws: FileError.tooLarge(path: path, limit: 4)) {
            try FileBytes.read(path: path, limit: 4)
        }
        #expect(throws: FileError.notRegular(path: "/dev/zero")) {
            try FileBytes.read(path: "/dev/zero", limit: 5)
        }
        #expect(throws: FileError.notRegular(path: folder.path)) {
            try FileBytes.read(path: folder.path, limit: 5)
        }
        #expect(throws: FileError.notFound(path: path + "\0")) {
            try FileBytes.read(path: path + "\0", limit: 5)
        }
        // Tells a size of 0.
        #expect(throws: FileError.tooLarge(path: "/proc/self/status", limit: 5)) {
            try FileBytes.read(path: "/proc/self/status", limit: 5)
        }
    }

    @Test(
        "A path is split into folder and name",
        arguments: [
            ("feeds.yml", ".", "feeds.yml"), ("/feeds.yml", "/", "feeds.yml"),
            ("/a/b/c", "/a/b", "c"), ("a/b", "a", "b"),
        ])
    func paths(path: String, folder: String, name: String) {
        #expect(AtomicFile.folder(of: path) == folder)
        #expect(AtomicFile.name(of: path) == name)
    }
}
