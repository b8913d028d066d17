import CommandLineTool
import Runs

/// How runs are trained. None of these options can change the metrics of a given seed.
struct TrainingOptions: Equatable, Sendable {
  var seeds: SeedSelection = .ofSpec
  /// A remark on the list of `--seeds`; nil if there is nothing to say.
  private(set) var seedsRemark: String?
  var dataDirectory: String?
  var runsDirectory: String?
  /// Threads inside one run; nil leaves the choice to the network's size.
  var threads: Int?
  /// Runs at once; nil: as many as there are processors.
  var jobs: Int?
  /// Whether earlier runs are ignored.
  var fresh = false
  /// Whether the command only says what would run, and why.
  var dryRun = false
  /// The share of the runs to train; nil: all of them, with a result.
  var shard: Shard?

  /// The seeds as `--seeds` lists them.
  private var seedList: SeedSelection {
    get { seeds }
    set {
      seeds = newValue
      seedsRemark = newValue.countRemark
    }
  }

  static var options: [OptionDefinition<Self>] {
    [
      .option(
        "--seed", "n", \.seeds, .seed, default: nil, excludes: "--seeds",
        help: "Train with this seed instead of the spec's."),
      .option(
        "--seeds", "list", \.seedList, .seedList, default: nil,
        help: "Train once with each of these seeds: 1..10, 1,2,5 or 1..3,8."),
      .dataDirectory(\.dataDirectory),
      .option(
        "--runs-dir", "dir", \.runsDirectory, .folder, default: "BNLAB_RUNS_DIR or runs",
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
    ]
  }

  /// For commands whose runs may be spread over several calls.
  static var optionsWithShard: [OptionDefinition<Self>] {
    options + [
      .option(
        "--shard", "i/n", \.shard, .shard,
        help: """
          Train only this share of the runs, such as 2/8 for the second of eight, and print a line for each. Every run is in \
          exactly one share, the same on every machine.
          """)
    ]
  }

  /// A share has no result beside its runs.
  /// - Parameter options: those that ask for more, and whether they are given.
  func problemOfShard(with options: [(name: String, isGiven: Bool)]) -> UsageProblem? {
    shard.flatMap { _ in options.first(where: \.isGiven) }.map { .excludeEachOther("--shard", $0.name) }
  }
}

extension OptionDefinition {
  /// Of commands that make no runs.
  static func runsDirectory(_ path: WritableKeyPath<Payload, String?>) -> Self {
    .option(
      "--runs-dir", "dir", path, .folder, default: "BNLAB_RUNS_DIR or runs",
      help: "The folder of runs.")
  }

  static func dataDirectory(_ path: WritableKeyPath<Payload, String?>) -> Self {
    .option(
      "--data-dir", "dir", path, .folder,
      help: "Keep and look for data sets here, before BNLAB_DATA_DIR, ./data and the user's cache.")
  }
}

extension ValueReader where Value == Shard {
  /// `2/8`
  static var shard: ValueReader {
    ValueReader { text throws(ValueProblem) in
      let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
      guard parts.count == 2, let index = parts[0], let count = parts[1], let shard = Shard(index, of: count)
      else {
        throw .other(
          "it must be the number of a share and how many there are, such as 2/8, from 1/1 to "
            + "\(Shard.maximumCount)/\(Shard.maximumCount).")
      }
      return shard
    }
  }
}

extension ValueReader where Value == SeedSelection {
  static var seed: ValueReader {
    let number = ValueReader<UInt64>.wholeNumber(0...UInt64.max)
    return ValueReader { text throws(ValueProblem) in .these([try number.read(text)]) }
  }

  /// Seeds and ranges of seeds: `1..10`, `1,2,5`, `1..3,8`.
  static var seedList: ValueReader {
    ValueReader { text throws(ValueProblem) in
      do throws(SeedListError) {
        return try SeedSelection(parsing: text)
      } catch {
        throw .other(error.description)
      }
    }
  }
}
