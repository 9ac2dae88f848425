// swift-tools-version: 6.2
import PackageDescription

/// What every target of ours is built with.
let common: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// Every target but the wrappers of C libraries: an unsafe construct does not compile.
let strict: [SwiftSetting] =
    common + [
        .strictMemorySafety(),
        .treatWarning("StrictMemorySafety", as: .error),
    ]

/// A C library of the system: a module map and a header-only shim under `Sources/C`.
func cLibrary(_ name: String, _ pkgConfig: String?, apt package: String) -> Target {
    .systemLibrary(
        name: name, path: "Sources/C/\(name)", pkgConfig: pkgConfig,
        providers: [.apt([package])])
}

/// The one Swift target that may touch a C library, or the pointers of the C runtime. The mathematics of
/// the latter (`log`, `pow`), which takes numbers alone, is open to all.
func wrapper(
    _ name: String, _ dependencies: [Target.Dependency] = [], swiftSettings: [SwiftSetting] = []
) -> Target {
    .target(
        name: name, dependencies: dependencies, path: "Sources/Wrappers/\(name)",
        swiftSettings: common + swiftSettings)
}

/// Vector instructions come of the optimiser only: without it a search for bytes is a hundred times
/// slower, and the tests with it.
let alwaysOptimized: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// A module of Tidings' own, under strict memory safety.
func module(
    _ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = [],
    swiftSettings: [SwiftSetting] = []
) -> Target {
    .target(
        name: name, dependencies: dependencies, exclude: exclude,
        swiftSettings: strict + swiftSettings)
}

/// A C library that is loaded with its first use, and not linked with: a shim that is compiled.
func loadedLibrary(_ name: String, cSettings: [CSetting] = []) -> Target {
    .target(
        name: name, dependencies: ["CLoading"], path: "Sources/C/\(name)", cSettings: cSettings)
}

/// A program.
func program(
    _ name: String, _ dependencies: [Target.Dependency], linkerSettings: [LinkerSetting] = []
) -> Target {
    .executableTarget(
        name: name, dependencies: dependencies, swiftSettings: strict,
        linkerSettings: linkerSettings)
}

/// For a program of which each command is a process of its own: see "The start of a process" in
/// docs/benchmarks.md. Its own relocations are packed, nothing of it is looked up by name, and it
/// brings the library of C++ along, which Swift's runtime needs.
let startsFast: [LinkerSetting] = [
    .unsafeFlags(
        [
            "-use-ld=lld", "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs",
            "-Xlinker", "--no-export-dynamic", "-Xclang-linker", "-static-libgcc",
            "-L", "\(Context.packageDirectory)/Sources/C/StaticCxx",
        ], .when(configuration: .release))
]

/// Tests see the wrappers' targets without strict memory safety, all others with it.
func tests(
    of name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = [],
    swiftSettings: [SwiftSetting] = strict
) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.target(name: name)] + dependencies,
        exclude: exclude, swiftSettings: swiftSettings)
}

/// What the tests of several targets share, and no program has.
func testSupport(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(
        name: name, dependencies: dependencies, path: "Tests/Support/\(name)",
        swiftSettings: strict)
}

let package = Package(
    name: "tidings",
    products: [
        .executable(name: "tidingsd", targets: ["tidingsd"]),
        .executable(name: "tidings", targets: ["tidings"]),
    ],
    targets: [
        // C libraries.
        cLibrary("CCurl", "libcurl", apt: "libcurl4-openssl-dev"),
        cLibrary("CGnuTLS", "gnutls", apt: "libgnutls28-dev"),
        cLibrary("CMicroHTTPD", "libmicrohttpd", apt: "libmicrohttpd-dev"),
        cLibrary("CSQLite", "sqlite3", apt: "libsqlite3-dev"),
        cLibrary("CSystemd", "libsystemd", apt: "libsystemd-dev"),
        cLibrary("CYAML", "yaml-0.1", apt: "libyaml-dev"),
        cLibrary("CZlib", "zlib", apt: "zlib1g-dev"),
        .systemLibrary(name: "CMalloc", path: "Sources/C/CMalloc"),
        .systemLibrary(name: "CThread", path: "Sources/C/CThread"),
        .systemLibrary(name: "CWideChar", path: "Sources/C/CWideChar"),

        // Those that most commands do without. CLD2 is C++: its shim gives it a C interface.
        .target(name: "CLoading", path: "Sources/C/CLoading"),
        loadedLibrary("CCLD2"),
        loadedLibrary("CIDN2"),
        // A setting, not pkg-config, which would link with it.
        loadedLibrary("CLibXML2", cSettings: [.unsafeFlags(["-I/usr/include/libxml2"])]),
        loadedLibrary("CPSL"),
        loadedLibrary("CStemmer"),
        loadedLibrary("CUchardet"),

        // Their wrappers, and those of the C runtime: the bytes of a text, the terminal, and all else.
        wrapper("Bytes", swiftSettings: alwaysOptimized),
        wrapper("CharsetDetection", ["CUchardet"]),
        wrapper("Curl", ["CCurl", "Bytes", "InternationalNames", "Platform", "Zlib"]),
        wrapper("InternationalNames", ["CIDN2"]),
        wrapper("LanguageDetection", ["CCLD2"]),
        wrapper("Platform", ["Bytes", "CMalloc", "CThread"], swiftSettings: alwaysOptimized),
        wrapper("PublicSuffix", ["CPSL"]),
        wrapper("SQLite", ["CSQLite"]),
        wrapper("Snowball", ["CStemmer"]),
        wrapper("Systemd", ["CSystemd", "Platform"]),
        wrapper("Terminal", ["CWideChar", "Platform"]),
        wrapper("XMLPush", ["Bytes", "CLibXML2"]),
        wrapper("YAMLEvents", ["CYAML"]),
        wrapper("Zlib", ["CZlib"]),

        // Tidings, in the order in which the data flows.
        module("Values", ["Platform"]),
        module("Subscriptions", ["Values", "YAMLEvents", "Bytes", "Platform", "PublicSuffix"]),
        // A month of ten thousand feeds is simulated in its tests.
        module("Politeness", ["Values"], swiftSettings: alwaysOptimized),
        module("Fetching", ["Values", "Politeness", "Curl", "Platform"]),
        module(
            "FeedParsing", ["Values", "CharsetDetection", "XMLPush", "Bytes", "Platform"]),
        module("SubscriptionLists", ["Values", "FeedParsing", "XMLPush", "Bytes"]),
        // The frequency tables are read by the programs at run time: as a resource they would bring
        // in an accessor that imports Foundation.
        module(
            "Events", ["Values", "LanguageDetection", "Snowball", "Platform"],
            exclude: ["Resources"]),
        module(
            "Storage",
            [
                "Values", "Subscriptions", "Politeness", "FeedParsing", "Events", "SQLite",
                "Bytes", "Platform",
            ]
        ),
        module(
            "Aggregation",
            [
                "Values", "Subscriptions", "Politeness", "Fetching", "FeedParsing", "Events",
                "Storage", "Platform",
            ]),

        // The programs.
        module("DocumentLines", ["Values", "FeedParsing", "Events"]),
        module("CommandLineInterface", ["Values", "Platform", "Terminal"]),
        program(
            "tidingsd",
            [
                "Aggregation", "Subscriptions", "Storage", "Fetching", "Politeness", "Events",
                "CommandLineInterface", "Systemd", "Platform", "Terminal", "Values",
            ],
            // What the daemon always needs it has from its start, or does not start.
            linkerSettings: ["cld2", "idn2", "psl", "stemmer", "uchardet", "xml2"].map {
                .linkedLibrary($0)
            }),
        program(
            "tidings",
            [
                "Storage", "Subscriptions", "SubscriptionLists", "Politeness", "FeedParsing",
                "Events", "DocumentLines", "CommandLineInterface", "InternationalNames", "Platform",
                "Terminal", "Values",
            ], linkerSettings: startsFast),
        program(
            "TidingsBench",
            [
                "CommandLineInterface", "DocumentLines", "Events", "FeedParsing", "Politeness",
                "Storage", "Subscriptions", "Values", "Platform", "Terminal", "XMLPush",
            ]),

        // A real HTTP origin on loopback, for the demo and the tests.
        wrapper("LoopbackOrigin", ["CMicroHTTPD", "Platform"]),
        program("loopback-origin", ["LoopbackOrigin", "Platform", "Terminal"]),

        testSupport("Checkout", ["Platform"]),
        testSupport("JSONSchema", ["Checkout", "Platform"]),
        testSupport("News"),
        testSupport("OtherUser"),
        testSupport("TestClock", ["Values", "Platform"]),
        testSupport("Waiting"),
        // Programs that a test runs, and names that no server answers for.
        .target(
            name: "ChildProcess", dependencies: ["Platform", "Waiting"],
            path: "Tests/Support/ChildProcess", swiftSettings: common),
        .target(name: "SilentNames", path: "Tests/Support/SilentNames"),
        // An origin of answers that no library would write.
        .target(
            name: "RawOrigin", dependencies: ["CGnuTLS", "Platform"],
            path: "Tests/Support/RawOrigin", swiftSettings: common),

        tests(of: "Bytes", swiftSettings: common),
        tests(of: "Platform", ["Waiting"], swiftSettings: common),
        tests(of: "Terminal", swiftSettings: common),
        tests(of: "Values", ["Platform"]),
        tests(of: "CommandLineInterface", ["Checkout", "Platform"]),
        tests(of: "Subscriptions", ["Checkout", "OtherUser", "Values", "Platform"]),
        tests(
            of: "Politeness", ["Values"],
            swiftSettings: strict + alwaysOptimized),
        tests(
            of: "Fetching",
            [
                "Values", "Politeness", "Curl", "LoopbackOrigin", "Platform", "Checkout",
                "RawOrigin", "SilentNames", "Waiting",
            ]),
        tests(of: "FeedParsing", ["Values", "Bytes"]),
        tests(of: "SubscriptionLists", ["Values"]),
        tests(of: "Events", ["Checkout", "Platform", "Values"]),
        tests(of: "DocumentLines"),
        tests(
            of: "Storage",
            [
                "Values", "Subscriptions", "Politeness", "FeedParsing", "Events", "SQLite",
                "Platform", "Checkout", "OtherUser", "TestClock", "Waiting",
            ]),
        tests(
            of: "Aggregation",
            [
                "Values", "Subscriptions", "Politeness", "Fetching", "Events", "Storage",
                "FeedParsing", "Platform", "SQLite", "LoopbackOrigin", "Checkout", "News",
                "RawOrigin", "TestClock", "Waiting",
            ]),
        .testTarget(
            name: "TidingsTests",
            dependencies: [
                "tidings", "Checkout", "CommandLineInterface", "DocumentLines", "Events",
                "FeedParsing", "JSONSchema", "News", "Platform", "Politeness", "Storage",
                "Subscriptions", "Terminal", "TestClock", "Values",
            ],
            exclude: ["Snapshots"], swiftSettings: strict),
        .testTarget(
            name: "TidingsBenchTests", dependencies: ["TidingsBench", "Checkout", "Events"],
            swiftSettings: strict),

        // The built programs, started on a loopback origin.
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "tidingsd", "tidings", "Checkout", "ChildProcess", "CommandLineInterface", "Events",
                "JSONSchema", "LoopbackOrigin", "News", "Platform", "Storage", "Subscriptions",
                "Politeness", "Terminal", "Values", "Waiting",
            ],
            swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)

// Under a sanitizer the wrappers' tests and the parser's are of interest, and a build of everything takes
// longer than all of them: see `make asan`.
if Context.environment["TIDINGS_SANITIZE"] != nil {
    var wanted = ["BytesTests", "FeedParsingTests", "PlatformTests", "TerminalTests"]
    var looked = 0
    while looked < wanted.count {
        let target = package.targets.first { $0.name == wanted[looked] }
        looked += 1
        for dependency in target?.dependencies ?? [] {
            switch dependency {
            case .byNameItem(let name, _), .targetItem(let name, _):
                if !wanted.contains(name) { wanted.append(name) }
            default: break
            }
        }
    }
    package.targets.removeAll { !wanted.contains($0.name) }
    package.products = []
}

// The fuzz targets are built only when asked for: see `make fuzz`.
if Context.environment["TIDINGS_FUZZ"] != nil {
    package.targets += [
        .target(
            name: "FuzzTargets", dependencies: ["FeedParsing", "Values", "Bytes"],
            path: "Tests/Fuzz/Targets", swiftSettings: strict),
        // libFuzzer brings `main` and hands over a pointer, so this one is built as a wrapper is.
        .executableTarget(
            name: "fuzz-feed-parsing", dependencies: ["FuzzTargets", "Platform"],
            path: "Tests/Fuzz/EntryPoint",
            swiftSettings: common + [.unsafeFlags(["-parse-as-library"])]),
    ]
}
