/// How `run` and `compare` train: none of it can change a figure of a given seed.
public struct TrainingOptions: Equatable, Sendable {
  public var seeds: SeedSelection = .ofSpec
  public var dataDirectory: String?
  public var runsDirectory: String?
  /// Threads inside one run; nil leaves the choice to the network's size.
  public var threads: Int?
  /// Runs at once; nil: as many as there are processors.
  public var jobs: Int?
  /// Ignore earlier runs.
  public var fresh = false
  /// Only say what would run and why.
  public var dryRun = false
  public var quiet = false

  static var options: [OptionDefinition<Self>] {
    [
      .option(
        "--seed", "n", \.seeds, .seed, default: nil, excludes: "--seeds",
        help: "Train with this seed instead of the spec's."),
      .option(
        "--seeds", "list", \.seeds, .seedList, default: nil,
        help: "Train once with each of these seeds: 1..10, 1,2,5 or 1..3,8."),
      .dataDirectory(\.dataDirectory),
      .option(
        "--runs-dir", "dir", \.runsDirectory, .text, default: "BNLAB_RUNS_DIR or runs",
        help: "Keep the run folders here."),
      .option(
        "--threads", "n", \.threads, .wholeNumber(1...1024),
        default: "1 for several runs, else what suits the network",
        help: "Threads inside one run."),
      .option(
        "--jobs", "n", \.jobs, .wholeNumber(1...1024), default: "the number of processors",
        help: "Runs at the same time."),
      .flag("--fresh", \.fresh, help: "Ignore earlier runs and train again."),
      .flag("--dry-run", \.dryRun, help: "Only say what would run, and why."),
      .quiet(\.quiet),
    ]
  }
}

extension OptionDefinition {
  static func dataDirectory(_ path: WritableKeyPath<Payload, String?>) -> Self {
    .option(
      "--data-dir", "dir", path, .text,
      help: "Keep and look for data sets here, before BNLAB_DATA_DIR, ./data and the user's cache.")
  }

  static func quiet(_ path: WritableKeyPath<Payload, Bool>) -> Self {
    .flag("--quiet", path, help: "Print results, warnings and errors only.")
  }
}
