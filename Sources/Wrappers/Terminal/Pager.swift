import Glibc
import Platform

/// The program by which a person reads what is longer than their screen.
struct Pager {
    /// The standard input of the program.
    private let input: Int32
    private let process: pid_t
    /// What `ignored` did before.
    private let former: [__sighandler_t?]

    /// What the shell is to run: `PAGER`, or `less` where that is not set; nil where it is empty or
    /// `cat`, or the program is not there.
    static var command: String? {
        guard let wanted = ProcessEnvironment.text(of: "PAGER") else {
            return ProcessEnvironment.program("less") == nil ? nil : "less"
        }
        let words = wanted.split(whereSeparator: \.isWhitespace)
        // Behind what is set for the program alone: `LESS=R less`.
        guard let first = words.first(where: { !isAssignment($0) }), words != ["cat"] else {
            return nil
        }
        // What the shell has to make something of it is trusted to know.
        let isPlain = first.utf8.allSatisfy { byte in
            byte >= 0x80 || "/._-+".utf8.contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        }
        return isPlain && ProcessEnvironment.program(String(first)) == nil ? nil : wanted
    }

    private static func isAssignment(_ word: Substring) -> Bool {
        guard let sign = word.firstIndex(of: "="), sign > word.startIndex else { return false }
        return word[..<sign].allSatisfy { $0 == "_" || $0.isASCII && ($0.isLetter || $0.isNumber) }
    }

    /// Starts `command` by the shell. What interrupts it does not end us meanwhile: the terminal is its.
    init(_ command: String) throws(FileError) {
        let ends = try ChildSpawn.pipe(to: command)
        defer { close(ends.reading) }
        // Colours as they are, nothing left of it on the screen, and no key to press at the end: as
        // git has it.
        let habits = [("LESS", "FRX"), ("LV", "-c")].filter {
            ProcessEnvironment.text(of: $0.0) == nil
        }
        do throws(FileError) {
            process = try ChildSpawn.shell(
                command, input: ends.reading, adding: habits.map { "\($0)=\($1)" })
        } catch {
            close(ends.writing)
            throw error
        }
        input = ends.writing
        former = Self.ignored.map { signal($0, SIG_IGN) }
    }

    private static let ignored = [SIGINT, SIGQUIT, SIGPIPE]

    /// False once it was left: it takes nothing more, which is no failure.
    func write(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(input, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                return false
            }
        }
        return true
    }

    /// Lets it know that nothing follows, and waits until the person has read. False where the shell
    /// could not run the program, which nobody has seen anything of then.
    func end() -> Bool {
        close(input)
        let status = ChildSpawn.status(of: process)
        for (number, handler) in zip(Self.ignored, former) { signal(number, handler) }
        // By POSIX: 126 for what cannot be executed, 127 for what there is not.
        return status & 0x7f != 0 || ![126, 127].contains(status >> 8 & 0xff)
    }
}
