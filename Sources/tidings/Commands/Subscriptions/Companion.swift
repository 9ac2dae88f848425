internal import CommandLineInterface
internal import Platform
internal import Politeness

/// `tidingsd` as the fetcher of commands: they themselves link no network library, and what they ask
/// for goes through the daemon's limits and its guard against private addresses.
struct Companion {
    private let program: String
    private let locations: Locations

    /// Room for the largest document that feeds.yml can allow, and its head.
    private static let limit = 1 << 30
    /// Longer than any fetch may take by itself: `timeout` of feeds.yml ends it, or a minute.
    private static let seconds = 700

    /// The program beside this one, else the first on PATH; nil: there is none.
    init?(_ locations: Locations) {
        let own = ProcessEnvironment.executableFolder()
        let path = ProcessEnvironment.value(of: "PATH") ?? ""
        // An empty part of PATH would mean the working folder.
        let folders = [own].compactMap(\.self) + path.split(separator: ":").map(String.init)
        guard
            let folder = folders.first(where: {
                $0.hasPrefix("/") && FilePresence.exists("\($0)/tidingsd")
            })
        else { return nil }
        program = "\(folder)/tidingsd"
        self.locations = locations
    }

    /// Fetches `url` once; nil, with the reason on standard error, when that could not be tried.
    func fetch(_ url: String) -> ProbeAnswer? {
        let progress = ProgressLine("fetching \(url)")
        defer { progress.end() }
        do throws(FileError) {
            let bytes = try ChildOutput.of(
                program,
                [
                    "--probe", url, "--config", locations.configuration, "--state",
                    locations.state,
                ],
                limit: Self.limit, seconds: Self.seconds)
            if let answer = ProbeAnswer(bytes) { return answer }
            progress.end()
            Output.note("\(program) is of another version; install both programs together")
        } catch {
            progress.end()
            Output.note("\(error)")
        }
        return nil
    }

    /// The same for commands that need it; says what is missing when there is no `tidingsd`.
    static func find(_ locations: Locations) -> Companion? {
        if let companion = Companion(locations) { return companion }
        Output.note("tidingsd, which fetches, is neither beside tidings nor on PATH")
        return nil
    }
}
