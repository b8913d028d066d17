import CommandLineTool
import Experiments
import Reporting
import Runs
import System
import Text

extension RunExecution {
  /// Prints what a share of the runs came to: a line for each run, no statistics, and how all shares are gathered.
  func present(_ outcomes: RunOutcomes, of shard: Shard, _ format: ReportFormat) -> ExitStatus {
    let lines = outcomes.finished.map(ShareLine.init) + outcomes.failed.map(ShareLine.init)
    let failed = outcomes.failed.isEmpty ? "" : ", \(outcomes.failed.count) without a result"
    context.print(
      Report(
        ShareLine.table(lines), name: "share",
        remarks: ["Share \(shard.index) of \(shard.count): \(counted(runs.count, "run"))\(failed)."],
        commands: ("When all shares are done, this gathers them:", [gatheringCommand])), format)
    return outcomes.status
  }

  /// The command line without `--shard`, which trains nothing more when all shares are done.
  private var gatheringCommand: String {
    var words: [String] = []
    var isValue = false
    for word in CurrentProcess.arguments {
      if isValue {
        isValue = false
      } else if word == "--shard" {
        isValue = true
      } else if !word.hasPrefix("--shard=") {
        words.append(word)
      }
    }
    // Not at the end, where it might stand after dashes.
    if words.first == "compare" { words.insert("--no-run", at: 1) }
    return (["bnlab"] + words.map(\.shellQuoted)).joined(separator: " ")
  }
}

/// One run of a share.
private struct ShareLine {
  let experiment: String
  let seed: UInt64?
  /// `trained`, `up to date`, `served` or `failed`.
  let state: String
  let epochs: Int?
  /// The last epoch's figures.
  let final: EpochRecord?
  let folder: String?

  init(_ outcome: RunSession.Outcome) {
    (experiment, seed) = (outcome.record.name, outcome.record.seed)
    state =
      switch outcome.decision {
      case .train: "trained"
      case .upToDate: "up to date"
      case .served, .willBeServed: "served"
      }
    (epochs, final, folder) = (outcome.epochs.count, outcome.epochs.last, outcome.folder)
  }

  init(_ failed: FailedRun) {
    (experiment, seed, state) = (failed.experiment, failed.seed, "failed")
    (epochs, final, folder) = (nil, nil, nil)
  }

  static func table(_ lines: [ShareLine]) -> Table {
    let metrics: [Metric] = [.testLoss, .testAccuracy]
    var table = Table(
      [
        .init("experiment"), .init("seed", .right), .init("state"),
        .init("epochs", .right, omissionRank: 6),
      ] + metrics.map { .init($0.rawValue, .right, omissionRank: 7) } + [.init("folder", omissionRank: 8)])
    for line in lines {
      table.append(
        [
          .text(line.experiment), line.seed.map(Cell.seed) ?? .blank, .text(line.state),
          line.epochs.map(Cell.integer) ?? .blank,
        ] + metrics.map { .figure(line.final?.values[$0]) } + [line.folder.map(Cell.text) ?? .blank])
    }
    return table
  }
}
