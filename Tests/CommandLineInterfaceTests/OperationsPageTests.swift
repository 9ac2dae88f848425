import Checkout
import Testing

@testable import CommandLineInterface

/// docs/operations.md claims to list every setting and every exit code.
struct OperationsPageTests {
    private let page: String

    init() throws {
        page = try Checkout.text("docs/operations.md")
    }

    @Test func `each option of the daemon is explained`() {
        for option in CommandOutline(of: DaemonCommand.self).options {
            guard !["--help", "--version"].contains(option.name) else { continue }
            #expect(page.contains(option.name), "\(option.name)")
        }
    }

    @Test func `each variable of the environment is explained`() {
        let variables = Locations.variables + Locations.readingVariables
        for variable in variables.flatMap({ $0.name.split(separator: ", ") }) {
            #expect(page.contains("`\(variable)"), "\(variable)")
        }
    }

    @Test func `each exit code is explained`() {
        for code in ExitCode.allCases {
            #expect(page.contains("\n| \(code.rawValue) |"), "\(code)")
        }
    }
}
