import Foundation
import Platform
import Testing

@Suite("The memory that a process may take")
struct MemoryLimitTests {
    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    private func write(_ text: String, to name: String) throws {
        try text.write(toFile: "\(folder.path)/\(name)", atomically: false, encoding: .utf8)
    }

    private func limit(_ process: String) throws -> Int {
        try write(process, to: "cgroup")
        return MemoryLimit.bytes(process: "\(folder.path)/cgroup", groups: folder.path)
    }

    @Test func `the least of the group and of those above it holds`() throws {
        let groups = ["system.slice", "system.slice/tidingsd.service"]
        for group in groups { try AtomicFile.createFolder("\(folder.path)/\(group)") }
        let own = "0::/system.slice/tidingsd.service\n"
        try write("536870912\n", to: "system.slice/tidingsd.service/memory.max")
        #expect(try limit(own) == 512 << 20)
        try write("402653184\n", to: "system.slice/tidingsd.service/memory.high")
        #expect(try limit(own) == 384 << 20)
        try write("max\n", to: "system.slice/memory.high")
        #expect(try limit(own) == 384 << 20)
        try write("104857600\n", to: "system.slice/memory.max")
        #expect(try limit("12:cpu:/x\n" + own) == 100 << 20)
        // In a name space of its own a group is the root.
        try write("1048576\n", to: "memory.max")
        #expect(try limit("0::/\n") == 1 << 20)
        #expect(try limit("0::/../other\n") == 1 << 20)
    }

    @Test func `without a limit it is the machine's`() throws {
        let machine = try limit("0::/nosuch\n")
        #expect(machine > 64 << 20)
        #expect(try limit("") == machine)
        #expect(MemoryLimit.bytes(process: "/nosuch", groups: "/nosuch") == machine)
        #expect(MemoryLimit.bytes() <= machine)
    }
}
