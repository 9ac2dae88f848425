internal import CommandLineInterface
internal import Platform
internal import Terminal
internal import Values

StandardStream.hold()
Heap.prepare()
let code = await Program.run(
    DaemonCommand.self, version: Release.version, Array(CommandLine.arguments.dropFirst()))
ProcessEnvironment.exit(code.rawValue)
