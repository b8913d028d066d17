import Runs
import Testing

@testable import CommandLineTool
@testable import bnlab

@Suite struct ArgumentReaderTests {
  private func run(_ line: String) throws -> RunCommand {
    let arguments = line.split(separator: " ").map(String.init)
    return try ArgumentReader<RunCommand>.read(arguments)
  }

  @Test(arguments: [
    "--epochs 3 --fresh A B", "A --epochs 3 B --fresh", "A B --fresh --epochs=3", "--fresh --epochs 3 -- A B",
  ])
  func optionsStandAnywhere(line: String) throws {
    var expected = RunCommand()
    expected.experiments = ["A", "B"]
    expected.changes.epochs = 3
    expected.training.fresh = true
    #expect(try run(line) == expected)
  }

  @Test func theLastOfASingleOptionCounts() throws {
    #expect(try run("A --epochs 3 --epochs=7").changes.epochs == 7)
    #expect(try run("A --seed 3 --seed 4").training.seeds == .these([4]))
    #expect(try run("A --fresh --fresh").training.fresh)
  }

  @Test func repeatedOptionsKeepTheirOrder() throws {
    #expect(
      try run("A --set b=1 --set=a=x=y --set c=").changes.settings == [
        Setting(key: "b", value: "1"), Setting(key: "a", value: "x=y"), Setting(key: "c", value: ""),
      ])
  }

  @Test func anInlineValueMayBeginWithADash() throws {
    #expect(try run("A --runs-dir=-x").training.runsDirectory == "-x")
    #expect(problem("run A --runs-dir -x") == .missingValue(option: "--runs-dir <dir>"))
  }

  @Test func negativeNumbersAreValues() throws {
    #expect(
      problem("run A --epochs -1")
        == .invalidValue("-1", for: "--epochs <n>", .notAWholeNumber(from: "1", to: "1000000")))
    #expect(try run("-5 -.5 -").experiments == ["-5", "-.5", "-"])
  }

  @Test func whatIsMissing() {
    #expect(problem("run") == .missingArgument("<experiment> ..."))
    #expect(problem("show") == .missingArgument("<experiment>"))
    #expect(problem("data export A") == .missingOption("--out <dir>"))
    #expect(problem("run A --epochs") == .missingValue(option: "--epochs <n>"))
    #expect(problem("run A --epochs --fresh") == .missingValue(option: "--epochs <n>"))
    #expect(problem("run A --epochs -- 3") == .missingValue(option: "--epochs <n>"))
  }

  @Test func whatIsTooMuch() {
    #expect(problem("show A B") == .unexpectedArgument("B"))
    #expect(problem("list A") == .unexpectedArgument("A"))
    #expect(problem("run A --fresh=yes") == .unexpectedValue("yes", flag: "--fresh"))
    #expect(
      problem("run A --seeds 1,2 --seed 3") == .excludeEachOther("--seed", "--seeds"))
  }

  @Test func unknownOptions() {
    #expect(problem("run A --no-colour") == .unknownOption("--no-colour", nearest: "--no-color"))
    #expect(problem("run A -x") == .unknownOption("-x", nearest: nil))
    #expect(problem("run A -epochs 3") == .unknownOption("-epochs", nearest: "--epochs"))
    #expect(problem("run A --Fresh") == .unknownOption("--Fresh", nearest: "--fresh"))
    #expect(problem("run A --runs x") == .unknownOption("--runs", nearest: "--runs-dir"))
  }

  @Test func emptyTextsAreRefused() {
    #expect(problem("run A --data-dir=") == .invalidValue("", for: "--data-dir <dir>", .empty))
    #expect(throws: UsageProblem.invalidValue("", for: "<experiment>", .empty)) {
      try ArgumentReader<RunCommand>.read([""])
    }
  }

  /// An option that some other command has is not accepted where it would change nothing.
  @Test(arguments: [
    "list --seed 1", "show A --jobs 2", "show A --seeds 1..3", "check --epochs 3", "data fetch --fresh",
    "data verify --out x", "data list --quiet", "data export A --out x --threads 2", "run A --out x",
    "compare A --from x", "show A --grid a=[1]", "run A --curves x", "run A --no-run", "run A --quick",
    "run A --output x", "reproduce --set a=1", "compare A --quick",
  ])
  func optionsOfOtherCommands(line: String) {
    guard case .unknownOption = problem(line) else {
      Issue.record("'\(line)' was accepted or refused for another reason")
      return
    }
  }
}
