internal import LoopbackOrigin
internal import Platform
internal import Terminal

let usage = "usage: loopback-origin [--port N] [--port-file FILE] [--log FILE] FOLDER\n"

/// What the command line asks for.
struct Options {
    var port: UInt16 = 0
    var portFile: String?
    var log: String?
    var folder = ""

    /// Nil when the arguments make no sense.
    init?(_ arguments: some Sequence<String>) {
        var folders: [String] = []
        var rest = arguments.makeIterator()
        while let argument = rest.next() {
            switch argument {
            case "--port":
                guard let number = rest.next().flatMap({ UInt16($0) }) else { return nil }
                port = number
            case "--port-file":
                guard let path = rest.next() else { return nil }
                portFile = path
            case "--log":
                guard let path = rest.next() else { return nil }
                log = path
            default:
                guard !argument.hasPrefix("-") else { return nil }
                folders.append(argument)
            }
        }
        guard folders.count == 1, let folder = folders.first else { return nil }
        self.folder = folder
    }
}

/// Serves the folder; returns with a message when that is not possible.
func run(_ options: Options) -> String {
    let origin: LoopbackOrigin
    do {
        origin = try LoopbackOrigin(port: options.port)
        try origin.serve(folder: options.folder)
    } catch {
        return error.description
    }
    origin.dropLog()
    if let path = options.log {
        guard let log = AccessLog(path: path) else { return "cannot write \(path)" }
        origin.onAnswer { log.write($0) }
    }
    StandardStream.output.write("serving \(options.folder) on \(origin.baseURL)/\n")
    if let path = options.portFile, !origin.announcePort(in: path) {
        return "cannot write \(path)"
    }
    origin.serveForever()
}

if let options = Options(CommandLine.arguments.dropFirst()) {
    StandardStream.error.write("loopback-origin: \(run(options))\n")
    ProcessEnvironment.exit(1)
} else {
    StandardStream.error.write(usage)
    ProcessEnvironment.exit(64)
}
