internal import CommandLineInterface
internal import Platform
internal import Terminal

StandardStream.hold()
let code = await TidingsProgram.program.run(Array(CommandLine.arguments.dropFirst()))
ProcessEnvironment.exit(code.rawValue)
