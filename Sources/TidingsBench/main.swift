internal import CommandLineInterface
internal import Platform
internal import Values

// As the daemon has it, whose memory and time are measured.
Heap.prepare()

let bench = Program(
    name: "TidingsBench", version: Release.version,
    summary: "Measure Tidings: its speed, and how right its clusters are.",
    epilogue: "Figures hold for the machine and its load that `run` names first.",
    commands: [
        RunCommand.self, ScoreCommand.self, FitCommand.self, MakeStoreCommand.self,
        InsertsCommand.self,
    ])
let code = await bench.run(Array(CommandLine.arguments.dropFirst()))
ProcessEnvironment.exit(code.rawValue)
