// swift-tools-version: 6.1
import PackageDescription

// Warnings are errors in CI, through the command line (`-Xswiftc -warnings-as-errors`), so that a newer
// compiler's new warning never stops a user's build.
let package = Package(
  name: "bnlab",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "bnlab", targets: ["bnlab"])],
  targets: [
    // Files, folders, locks, processes, threads, signals, the machine and the C library's functions: what differs between
    // platforms, and the only place that knows.
    .target(name: "System"),
    // Numbers, sizes, durations and widths of text, wrapping and nearest spellings.
    .target(name: "Text", dependencies: ["System"]),
    // Numeric kernels, one template per kernel, compiled per SIMD level. Knows nothing of layers.
    .target(name: "CKernels"),
    // The system's zlib, for MNIST's .gz files.
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "Engine", dependencies: ["CKernels", "Schema", "System", "Text"]),
    .target(name: "Datasets", dependencies: ["CZlib", "Schema", "System", "Text"]),
    // JSON with places, and the tables of keys by which it is read, checked, written and documented.
    .target(name: "Schema", dependencies: ["System", "Text"]),
    // The commit, from a variable that packaging sets: a plain build needs no git, and never compiles anything again because
    // the commit changed. A target of its own, so that with another commit little is compiled.
    .target(
      name: "CBuild",
      cSettings: Context.environment["BNLAB_COMMIT"].map { [.define("BNLAB_COMMIT", to: $0)] } ?? []),
    // The files of experiments/, and the style sheet and the script of HTML pages, embedded in the program so that they
    // work from any folder.
    .target(name: "BuiltIns", exclude: ["page"]),
    .target(
      name: "Experiments", dependencies: ["BuiltIns", "Datasets", "Engine", "Schema", "System", "Text"]),
    .target(
      name: "Training",
      dependencies: ["Datasets", "Engine", "Experiments", "System", "Text"]),
    // Runs of experiments: which ones a command means, their folders, and how they are carried out.
    .target(
      name: "Runs",
      dependencies: ["CBuild", "Datasets", "Engine", "Experiments", "Schema", "System", "Text", "Training"]),
    // Measures kernels and training steps.
    .target(
      name: "Benchmarks",
      dependencies: ["Datasets", "Engine", "Experiments", "System", "Training"]),
    // Looks into networks: what layers put out, gradients, statistics.
    .target(
      name: "Inspection", dependencies: ["Datasets", "Engine", "Experiments", "System", "Training"]),
    // Pictures as SVG and in the terminal. Knows nothing of networks.
    .target(name: "Drawing", dependencies: ["System", "Text"]),
    .target(name: "Reporting", dependencies: ["Experiments", "Schema", "System", "Text"]),
    // Which figures there are of experiments and studies, and what each shows.
    .target(
      name: "Plotting",
      dependencies: [
        "Datasets", "Drawing", "Engine", "Experiments", "Inspection", "Reporting", "System", "Text",
        "Training",
      ]),
    // HTML pages with everything about studies and experiments.
    .target(
      name: "Pages",
      dependencies: ["BuiltIns", "Datasets", "Drawing", "Experiments", "Plotting", "Reporting", "Text"]),
    // Command lines, help and terminals: everything of the program that needs no training to test.
    .target(name: "CommandLineTool", dependencies: ["Drawing", "System", "Text"]),
    .executableTarget(
      name: "bnlab",
      dependencies: [
        "Benchmarks", "CommandLineTool", "Datasets", "Drawing", "Engine", "Experiments", "Inspection",
        "Pages", "Plotting", "Reporting", "Runs", "Schema", "System", "Text", "Training",
      ],
      exclude: ["Documentation"]),

    .target(
      name: "TestSupport", dependencies: ["Engine", "Experiments", "Schema"], path: "Tests/TestSupport"),
    // Stands in front of malloc and free, in the test program alone.
    .target(name: "AllocationCounter", path: "Tests/AllocationCounter"),
    .target(name: "PseudoTerminals", path: "Tests/PseudoTerminals"),
    .testTarget(name: "SystemTests", dependencies: ["System", "TestSupport"]),
    .testTarget(name: "TextTests", dependencies: ["Text"]),
    .testTarget(
      name: "CKernelsTests", dependencies: ["CKernels", "System"],
      exclude: ["Approximations", "Hashes"]),
    .testTarget(
      name: "EngineTests", dependencies: ["AllocationCounter", "Engine", "Schema", "TestSupport"],
      exclude: ["Fixtures/reference_values.py"]),
    .testTarget(
      name: "DatasetsTests", dependencies: ["Datasets", "Schema", "System", "TestSupport"],
      resources: [.copy("Fixtures")]),
    .testTarget(name: "SchemaTests", dependencies: ["Schema", "TestSupport"]),
    .testTarget(
      name: "ExperimentsTests",
      dependencies: ["Datasets", "Engine", "Experiments", "Schema", "System", "TestSupport", "Text"]),
    .testTarget(
      name: "TrainingTests",
      dependencies: ["AllocationCounter", "Datasets", "Engine", "Experiments", "TestSupport", "Training"],
      resources: [.copy("Fixtures")]),
    .testTarget(
      name: "RunsTests",
      dependencies: [
        "Datasets", "Engine", "Experiments", "Runs", "Schema", "System", "TestSupport", "Training",
      ]),
    .testTarget(
      name: "BenchmarksTests", dependencies: ["Benchmarks", "Engine", "Experiments", "Training"]),
    .testTarget(
      name: "InspectionTests",
      dependencies: ["Datasets", "Engine", "Experiments", "Inspection", "TestSupport", "Training"]),
    .testTarget(name: "DrawingTests", dependencies: ["Drawing", "Text"]),
    .testTarget(
      name: "PlottingTests",
      dependencies: ["Datasets", "Drawing", "Experiments", "Plotting", "Reporting", "Training"]),
    .testTarget(
      name: "PagesTests",
      dependencies: ["BuiltIns", "Drawing", "Experiments", "Pages", "Plotting", "Reporting"]),
    .testTarget(
      name: "ReportingTests", dependencies: ["Datasets", "Experiments", "Reporting", "System"],
      resources: [.copy("Fixtures")]),
    .testTarget(
      name: "CommandLineToolTests", dependencies: ["CommandLineTool", "System", "Text"]),
    // Whole command lines and their help.
    .testTarget(
      name: "bnlabTests",
      dependencies: ["bnlab", "CommandLineTool", "Experiments", "Reporting", "Runs"],
      exclude: ["Batch/Scripts"]),
    .testTarget(
      name: "EndToEndTests", dependencies: ["bnlab", "Engine", "PseudoTerminals"],
      resources: [.copy("Fixtures")]),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c17
)

// Fuzzers of the readers, which need the toolchain's sanitizers; .ci/fuzz builds and runs them.
if Context.environment["BNLAB_FUZZ"] != nil {
  package.targets += [
    .target(name: "FuzzDriver", path: "Tests/Fuzzing/Driver"),
    .executableTarget(
      name: "Fuzzers",
      dependencies: [
        "Datasets", "Engine", "Experiments", "FuzzDriver", "Runs", "Schema", "System", "Training",
      ],
      path: "Tests/Fuzzing/Fuzzers"),
  ]
}
