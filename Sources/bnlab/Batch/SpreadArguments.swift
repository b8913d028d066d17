import CommandLineTool
import Runs
import Text

/// The words of a command line that is spread: those for every task, and those about the result alone.
struct SpreadArguments: Equatable {
  /// The command and what it trains. Options may follow.
  let share: [String]
  /// Options about the result.
  let result: [String]

  /// The commands that can be spread.
  static let commands = ["run", "compare", "reproduce"]

  /// Options about the result, and whether a value follows them.
  private static let resultOptions = [
    "--format": true, "--output": true, "--summary": false, "--plot": true, "--curves": true,
    "--assert": true,
  ]

  /// Options that a spread command cannot have, and why.
  private static let refusals = [
    "--shard": "the script gives each task its share",
    "--dry-run": "nothing would be trained. Without 'bnlab batch' the command prints the plan",
    "--settle": "which seeds are added depends on the runs before. Name the seeds with --seeds",
    "--fresh":
      "a task that is started again would lose what it has trained. For new runs take another --runs-dir",
    "--no-run": "nothing would be trained. The script itself gathers without training",
    "--tasks": ofBatch, "--cpus": ofBatch, "--time": ofBatch, "--at-once": ofBatch,
    "--help": "ask for it without 'bnlab batch'", "-h": "ask for it without 'bnlab batch'",
    "--version": "ask for it without 'bnlab batch'",
    "--partial": "the script gathers when all runs are finished",
  ]

  private static let ofBatch = "it belongs to 'bnlab batch', before the command"

  /// - Parameter words: a command with its arguments and options.
  /// - Throws: `Failure` if this is not a command that can be spread.
  init(_ words: [String]) throws(Failure) {
    guard let command = words.first, Self.commands.contains(command) else {
      throw Failure(
        (words.first.map { "'\($0)' cannot be spread: " } ?? "")
          + "only run, compare and reproduce can, as in "
          + "'bnlab batch slurm --tasks 4 run circles-baseline --seeds 1..40'"
          + (words.first.flatMap { nearestName(to: $0, among: Self.commands) }.map {
            ". Did you mean '\($0)'?"
          }
            ?? ""),
        .usage)
    }
    var (share, result): ([String], [String]) = ([command], [])
    var rest = words.dropFirst()
    while let word = rest.popFirst() {
      guard !word.unicodeScalars.contains(where: \.isControl) else {
        throw Failure("\(word.jsonQuoted) has a control character, which scripts cannot hold", .usage)
      }
      if word == "--" {
        // Options are added at the end, so no word may stand after dashes.
        guard let name = rest.first(where: { $0.hasPrefix("-") }) else { continue }
        throw Failure("write './\(name)' instead of '-- \(name)', so that options can follow", .usage)
      }
      let option = String(word.prefix { $0 != "=" })
      if let reason = Self.refusals[option] {
        throw Failure("'\(option)' cannot be part of a command to spread: \(reason)", .usage)
      }
      guard let hasValue = Self.resultOptions[option] else {
        share.append(word)
        continue
      }
      result.append(word)
      if hasValue, !word.contains("="), let value = rest.popFirst() { result.append(value) }
    }
    (self.share, self.result) = (share, result)
  }
}
