internal import CommandLineInterface
internal import Platform

let code = await TidingsProgram.program.run(Array(CommandLine.arguments.dropFirst()))
ProcessEnvironment.exit(code.rawValue)
