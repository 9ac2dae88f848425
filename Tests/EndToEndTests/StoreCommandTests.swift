import ChildProcess
import FoundationEssentials
import Glibc
import Platform
import Testing
import Waiting

/// `doctor`, `backup`, `restore` and `export`, with a daemon and without one.
struct StoreCommandTests {
    private struct Diagnosis: Decodable {
        struct Finding: Decodable {
            let subject: String
            let grade: String
            let text: String
            let remedy: String?
        }
        let version: Int
        let healthy: Bool?
        let findings: [Finding]

        func grade(_ subject: String) -> String? {
            findings.first { $0.subject == subject }?.grade
        }
    }

    private func scenario() async throws -> Scenario {
        let scenario = try Scenario()
        scenario.origin.serveFeed(
            "/feed.xml", items: (0..<3).map { FeedItem(id: "\($0)", title: "Item \($0)") })
        try scenario.follow(["/feed.xml"])
        try await scenario.pollOnce()
        return scenario
    }

    private func diagnosis(_ scenario: Scenario) async throws -> (Int32, Diagnosis) {
        let (code, output, _) = try await scenario.tidings("doctor", "--json")
        return (code, try JSONDecoder.snakeCase.decode(Diagnosis.self, from: Data(output.utf8)))
    }

    @Test func `doctor finds a sound store sound, and tells each fault with its remedy`()
        async throws
    {
        let scenario = try await scenario()
        var (code, found) = try await diagnosis(scenario)
        #expect(code == 0)
        #expect(found.healthy == true)
        #expect(found.grade("daemon") == "warning")
        for subject in ["configuration", "modes", "owner", "database", "integrity", "clock"] {
            #expect(found.grade(subject) == "ok", "\(subject)")
        }

        let files = FileManager.default
        try files.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: scenario.state)
        try scenario.write("feeds: [x", to: "feeds.yml")
        (code, found) = try await diagnosis(scenario)
        #expect(code == 1)
        #expect(found.healthy == false)
        #expect(found.grade("configuration") == "fault")
        #expect(
            found.findings.first { $0.subject == "modes" }?.remedy
                == "chmod o-rwx \(scenario.state)")
        #expect(found.findings.allSatisfy { $0.grade == "ok" || $0.remedy != nil })

        let lines = try await scenario.tidings("doctor").output.split(separator: "\n")
        #expect(
            lines.allSatisfy {
                $0.split(separator: "\t", omittingEmptySubsequences: false).count == 4
            })

        try files.removeItem(atPath: scenario.state)
        (code, found) = try await diagnosis(scenario)
        #expect(code == 1)
        #expect(found.grade("state folder") == "fault")
    }

    @Test func `doctor tells of a state folder that is a file, and says nothing else of it`()
        async throws
    {
        let scenario = try await scenario()
        for path in ["feeds.yml", "link"] {
            let state = "\(scenario.folder.path)/\(path)"
            if path == "link" {
                try FileManager.default.createSymbolicLink(
                    atPath: state, withDestinationPath: scenario.configuration)
            }
            let (code, output, _) = try await scenario.tidings("doctor", "--json", "--state", state)
            #expect(code == 1)
            let found = try JSONDecoder.snakeCase.decode(Diagnosis.self, from: Data(output.utf8))
            #expect(found.grade("state folder") == "fault")
            #expect(found.grade("modes") == nil && found.grade("owner") == nil)
        }
        let link = "\(scenario.folder.path)/folder"
        try FileManager.default.createSymbolicLink(
            atPath: link, withDestinationPath: scenario.state)
        let linked = try await scenario.tidings("doctor", "--json", "--state", link)
        #expect(linked.code == 0, "\(linked.output)")
    }

    @Test func `doctor names copies that were not completed`() async throws {
        let scenario = try await scenario()
        #expect(try await diagnosis(scenario).1.grade("copies") == nil)
        let left = scenario.state + "/.tidings.db.unfinished-AbCd12"
        try Data("half".utf8).write(to: URL(fileURLWithPath: left))
        let (code, found) = try await diagnosis(scenario)
        #expect(code == 0)
        #expect(found.grade("copies") == "warning")
        #expect(found.findings.first { $0.subject == "copies" }?.text.contains(left) == true)
    }

    @Test func `a backup is made beside a daemon, and restored without it`() async throws {
        let scenario = try await scenario()
        let daemon = try scenario.daemon()
        #expect(
            try await becomesTrue {
                try await scenario.tidings("status").code == 0
            })
        let copy = "\(scenario.folder.path)/copy.db"
        #expect(try await scenario.tidings("backup", copy).code == 0)
        #expect(try await scenario.tidings("backup", copy).code == 1)
        #expect(try await scenario.tidings("backup", "--force", copy).code == 0)
        try await expectRefusals(scenario, copy)
        #expect(try await scenario.tidings("backup").code == 0)
        #expect(
            try await scenario.tidings("backup", "--list").output.split(separator: "\n").count == 1)
        #expect(try await scenario.tidings("backup", "--list", copy).code == 2)
        #expect(try await scenario.tidings("backup").code == 0)
        try scenario.write("junk", to: "state/backups/2026-01-01T00:00:00Z.db")
        let kept = try await scenario.tidings("backup", "--list").output.split(separator: "\n")
        #expect(kept.count == 3)
        #expect(kept.first?.hasSuffix("\tit is no database of Tidings") == true, "\(kept)")
        let (health, doctor) = try await diagnosis(scenario)
        #expect(health == 0)
        #expect(doctor.grade("backup") == "warning")
        let refusal = try await scenario.tidings("restore", copy)
        #expect(refusal.code == 1)
        #expect(refusal.error.contains("tidings: tidingsd (process "))
        daemon.terminate()
        #expect(try await daemon.wait() == .exited(0))
        let newest = try await scenario.tidings("restore")
        #expect(newest.code == 0, "\(newest.error)")
        #expect(newest.error.contains("T00:00:00Z.db is newer, but was passed over: it is no "))
        let done = try await scenario.tidings("restore", copy)
        #expect(done.code == 0, "\(done.error)")
        #expect(done.output.contains(".replaced-"))
        #expect(try await scenario.entries().count == 3)
        try await scenario.pollOnce()
        #expect(try await diagnosis(scenario).0 == 0)
    }

    /// What no copy may take the place of stays, and is told with what to do.
    private func expectRefusals(_ scenario: Scenario, _ copy: String) async throws {
        let folder = scenario.folder.path
        let made = unsafe mkfifo("\(folder)/pipe.prom", 0o600)
        try #require(made == 0)
        let pipe = try await scenario.tidings("backup", "--force", "\(folder)/pipe.prom")
        #expect(pipe.code == 1 && pipe.error.contains("not a regular file"), "\(pipe)")
        #expect(FileStatus(of: "\(folder)/pipe.prom")?.kind == .other)
        try FileManager.default.createSymbolicLink(
            atPath: "\(folder)/link", withDestinationPath: copy)
        let linked = try await scenario.tidings("backup", "--force", "\(folder)/link", "--json")
        #expect(linked.code == 0)
        let size = FileStatus(of: copy)?.size ?? 0
        #expect(linked.output.contains("\"bytes\":\(size)"), "\(linked.output)")
        #expect(FileStatus(of: "\(folder)/link")?.kind == .link)
        for (line, told) in [
            ("backup \(folder)/none/x.db", "there is no folder \(folder)/none; make it"),
            (
                "backup --force \(scenario.state)/tidings.db",
                "it is the database itself; name another"
            ),
        ] {
            let refused = try await scenario.shell("tidings \(line)")
            #expect(refused.code == 1 && refused.error.contains(told), "\(line): \(refused)")
        }
    }

    @Test func `a file that is no backup is told as one`() async throws {
        let scenario = try await scenario()
        for (file, told) in [
            ("none.db", "there is no such file; `tidings backup --list`"),
            ("feeds.yml", "it is no backup of Tidings"),
        ] {
            let refused = try await scenario.tidings("restore", "\(scenario.folder.path)/\(file)")
            #expect(refused.code == 1 && refused.error.contains(told), "\(refused)")
            #expect(!refused.error.contains("state folder"), "\(refused)")
        }
    }

    @Test func `a daemon that was killed is a fault, one that was stopped a warning`() async throws
    {
        let scenario = try await scenario()
        let daemon = try scenario.daemon()
        #expect(
            try await becomesTrue {
                try await scenario.tidings("status").code == 0
            })
        daemon.killAtOnce()
        _ = try await daemon.wait()
        let (code, found) = try await diagnosis(scenario)
        #expect(code == 1)
        #expect(found.grade("last stop") == "fault")
        #expect(found.grade("daemon") == "warning")
    }

    @Test func `an export is lines of JSON that say how many they are`() async throws {
        let scenario = try await scenario()
        let (code, output, _) = try await scenario.tidings("export", "--jsonl")
        #expect(code == 0)
        struct Line: Decodable {
            let kind: String
            let lines: Int?
            let version: Int?
        }
        let lines = try output.split(separator: "\n").map {
            try JSONDecoder.snakeCase.decode(Line.self, from: Data($0.utf8))
        }
        #expect(lines.first?.kind == "export")
        #expect(lines.first?.version == 1)
        #expect(lines.last?.kind == "end")
        #expect(lines.last?.lines == lines.count - 1)
        #expect(lines.count { $0.kind == "entry" } == 3)
        #expect(lines.count { $0.kind == "feed" } == 1)
        #expect(lines.contains { $0.kind == "event" })
        #expect(try await scenario.tidings("export").code == 2)
    }

    @Test func `a start that fails says in one line what to do`() async throws {
        let scenario = try Scenario()
        try scenario.follow([])
        try scenario.write("no folder", to: "state")
        let daemon = try scenario.daemon()
        #expect(try await daemon.wait() == .exited(1))
        let errors = daemon.errorOutput.split(separator: "\n").filter { $0.hasPrefix("<3>") }
        #expect(errors.count == 1)
        #expect(errors.first?.contains("check that its folder exists and can be written") == true)
    }

    /// What a command begins with that another user runs, who may read the programs wherever these are.
    private func asAnother(_ scenario: Scenario) async throws -> String {
        let programs = "\(scenario.folder.path)/programs"
        let copies = ["tidings", "tidingsd"].map { "cp \"$(command -v \($0))\" '\(programs)'" }
        let copied = try await scenario.shell(
            "chmod 755 '\(scenario.folder.path)' && mkdir '\(programs)' && "
                + copies.joined(separator: " && "))
        #expect(copied.code == 0, "\(copied)")
        return
            "env PATH='\(programs)':\"$PATH\" setpriv --reuid=65534 --regid=65534 --clear-groups "
    }

    @Test func `a state that its own owner may not write is told as such`() async throws {
        let scenario = try await scenario()
        let state = scenario.state
        // Root may write everywhere.
        let other = geteuid() == 0 ? try await asAnother(scenario) : ""
        let owner = geteuid() == 0 ? "chown -R 65534:65534 '\(state)'; " : ""
        #expect(try await scenario.shell("\(owner)chmod a-w '\(state)'").code == 0)
        let modes = try await diagnosis(scenario).1.findings.first { $0.subject == "modes" }
        #expect(modes?.text == "\(state) is not writable by its owner")
        #expect(modes?.remedy == "chmod u+w \(state)")
        let read = try await scenario.shell("exec \(other)tidings read 1")
        #expect(read.code == 1 && read.error.contains("chmod u+w \(state)"), "\(read)")
        #expect(!read.error.contains("join the group"), "\(read)")
        #expect(try await scenario.shell("chmod u+w '\(state)'").code == 0)
    }

    @Test(.enabled(if: geteuid() == 0, "only root can be somebody else"))
    func `each command has one remedy for a state that is closed to its user`() async throws {
        let scenario = try await scenario()
        let other = try await asAnother(scenario)
        #expect(
            try await scenario.shell(
                "chmod 700 '\(scenario.state)'; chmod 644 '\(scenario.configuration)'"
            ).code == 0)
        let folders = "--config '\(scenario.configuration)' --state '\(scenario.state)'"
        for command in [
            "tidings clusters", "tidings read 1", "tidings export --opml",
            "tidingsd --once --fetch-only \(folders)",
        ] {
            let told = try await scenario.shell("exec \(other)\(command)")
            #expect(told.code != 0 && told.error.contains("run as root"), "\(told)")
            #expect(!told.error.contains("usermod"), "\(told)")
        }
    }
}
