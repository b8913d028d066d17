import Runs
import Testing

@testable import CommandLineTool
@testable import bnlab

@Suite struct SpreadArgumentsTests {
  private func words(_ line: String) -> [String] { line.split(separator: " ").map(String.init) }

  private func split(_ line: String) throws -> (share: String, result: String) {
    let arguments = try SpreadArguments(words(line))
    return (arguments.share.joined(separator: " "), arguments.result.joined(separator: " "))
  }

  @Test(arguments: [
    ("run A B --seeds 1..4 --epochs 3", "run A B --seeds 1..4 --epochs 3", ""),
    ("run --plot a.svg A --format=csv --quiet", "run A --quiet", "--plot a.svg --format=csv"),
    (
      "compare A --assert A.test_loss<1 B --until test_loss=1 --output o --curves=c --summary --jobs 2",
      "compare A B --until test_loss=1 --jobs 2",
      "--assert A.test_loss<1 --output o --curves=c --summary"
    ),
    ("reproduce", "reproduce", ""),
    ("reproduce circles --format json --quick", "reproduce circles --quick", "--format json"),
    ("run --epochs 3 -- A B", "run --epochs 3 A B", ""),
  ])
  func wordsAreSplit(line: String, share: String, result: String) throws {
    let arguments = try split(line)
    #expect(arguments.share == share)
    #expect(arguments.result == result)
  }

  /// Each option of the three commands can be part of a share, or is about the result, or is refused.
  @Test func everyOptionHasItsPlace() throws {
    func check<Payload: bnlab.Command>(_ type: Payload.Type, _ argument: String) throws {
      for option in Payload.syntax.options.map(\.summary) {
        let value = option.valueName == nil ? [] : ["1"]
        guard let arguments = try? SpreadArguments([argument, "A", option.name] + value) else { continue }
        let isKept = arguments.share.contains(option.name)
        #expect(isKept != arguments.result.contains(option.name))
        // No option is left that a share cannot have.
        let isRefused = problem((arguments.share + ["--shard", "1/1"]).joined(separator: " "))
        if case .excludeEachOther = isRefused { Issue.record("\(option.name) is in a share") }
        #expect((isKept ? arguments.share : arguments.result).suffix(value.count) == value[...])
      }
    }
    try check(RunCommand.self, "run")
    try check(CompareCommand.self, "compare")
    try check(ReproduceCommand.self, "reproduce")
  }

  @Test(arguments: [
    (
      "plot A",
      "'plot' cannot be spread: only run, compare and reproduce can, as in 'bnlab batch slurm --tasks 4 run circles-baseline --seeds 1..40'"
    ),
    (
      "comprae A",
      "'comprae' cannot be spread: only run, compare and reproduce can, as in 'bnlab batch slurm --tasks 4 run circles-baseline --seeds 1..40'. Did you mean 'compare'?"
    ),
    (
      "run A --tasks=4",
      "'--tasks' cannot be part of a command to spread: it belongs to 'bnlab batch', before the command"
    ),
    (
      "",
      "only run, compare and reproduce can, as in 'bnlab batch slurm --tasks 4 run circles-baseline --seeds 1..40'"
    ),
    (
      "run A --shard 1/2",
      "'--shard' cannot be part of a command to spread: the script gives each task its share"
    ),
    (
      "run A --dry-run",
      "'--dry-run' cannot be part of a command to spread: nothing would be trained. Without 'bnlab batch' the command prints the plan"
    ),
    (
      "reproduce circles --settle",
      "'--settle' cannot be part of a command to spread: which seeds are added depends on the runs before. Name the seeds with --seeds"
    ),
    (
      "run --fresh A",
      "'--fresh' cannot be part of a command to spread: a task that is started again would lose what it has trained. For new runs take another --runs-dir"
    ),
    (
      "compare A --no-run",
      "'--no-run' cannot be part of a command to spread: nothing would be trained. The script itself gathers without training"
    ),
    (
      "compare A --partial",
      "'--partial' cannot be part of a command to spread: the script gathers when all runs are finished"
    ),
    ("run -- -a.jsonc", "write './-a.jsonc' instead of '-- -a.jsonc', so that options can follow"),
  ])
  func whatIsRefused(line: String, message: String) throws {
    let error = #expect(throws: Failure.self) { try split(line) }
    #expect(error?.message == message)
    #expect(error?.kind == .usage)
  }

  @Test func lineBreaksAreRefused() {
    let error = #expect(throws: Failure.self) { try SpreadArguments(["run", "A", "--set", "title=a\nb"]) }
    #expect(error?.message == #""title=a\nb" has a control character, which scripts cannot hold"#)
  }

  @Test(arguments: [
    ("A", "A"), ("./experiments/my own.jsonc", "my-own"), ("a+training.epochs=3", "a-training.epochs-3"),
    ("-x", "x"), ("äöü", "bnlab"),
  ])
  func filesAreNamedAfterTheFirstExperiment(name: String, file: String) {
    #expect(SpreadCommand.fileName(name) == file)
  }
}
