import CommandLineTool
import Experiments
import Reporting
import Runs
import Testing

@testable import bnlab

@Suite struct CommandLineTests {
  @Test func runTakesEverything() throws {
    let line = """
      run A exp/b.jsonc --seeds 1..2 --epochs 3 --set a.b=1 --data-dir d --runs-dir r --threads 2 --jobs 4 \
      --fresh --dry-run --quiet --format json --no-color
      """
    var training = TrainingOptions()
    training.seeds = .these([1, 2])
    training.dataDirectory = "d"
    training.runsDirectory = "r"
    training.threads = 2
    training.jobs = 4
    training.fresh = true
    training.dryRun = true
    let expected = RunCommand(
      experiments: ["A", "exp/b.jsonc"],
      changes: SpecChanges(epochs: 3, settings: [Setting(key: "a.b", value: "1")]),
      training: training, messages: MessageOptions(quiet: true, noColor: true),
      output: OutputOptions(format: .json))
    #expect(try command(line) == expected)
  }

  @Test func defaults() throws {
    let plain = TrainingOptions(
      seeds: .ofSpec, dataDirectory: nil, runsDirectory: nil, threads: nil, jobs: nil, fresh: false,
      dryRun: false)
    let expected = CompareCommand(
      experiments: ["A", "B"], changes: SpecChanges(epochs: nil, settings: [], grids: []), training: plain,
      comparison: ComparisonOptions(
        metrics: [], epoch: .final, reference: nil, order: .bestFirst, thresholds: [],
        confidence: .percent95, noRun: false, curves: nil),
      checks: CheckOptions(assertions: [], claims: nil),
      messages: MessageOptions(quiet: false, noColor: false),
      output: ResultOptions(format: .table, outputFile: nil, summary: false))
    #expect(try command("compare A B") == expected)
  }

  @Test func compareTakesItsOwnOptions() throws {
    let line = """
      compare A B --metric test_loss --metric test_accuracy --at epoch=3 --reference A --sort given --until \
      test_accuracy=0.8 --confidence 0.99 --no-run --curves c.csv --assert A.test_loss<1 --claims s.jsonc --format \
      junit --output o.xml --summary --grid a.b=[1,2]
      """
    let command = try #require(try command(line, as: CompareCommand.self))
    #expect(
      command.comparison
        == ComparisonOptions(
          metrics: [.testLoss, .testAccuracy], epoch: .epoch(3), reference: "A", order: .asGiven,
          thresholds: [Threshold(metric: .testAccuracy, value: 0.8)],
          confidence: try #require(Confidence(0.99)), noRun: true, curves: "c.csv"))
    #expect(command.checks == CheckOptions(assertions: ["A.test_loss<1"], claims: "s.jsonc"))
    #expect(command.output == ResultOptions(format: .junit, outputFile: "o.xml", summary: true))
    #expect(command.changes.grids == [Setting(key: "a.b", value: "[1,2]")])
  }

  @Test func reproduceTakesStudies() throws {
    #expect(try command("reproduce") == ReproduceCommand())
    var training = TrainingOptions()
    training.seeds = .these([1, 2])
    #expect(
      try command("reproduce circles --quick --seeds 1..2 --format json")
        == ReproduceCommand(
          studies: ["circles"], quick: true, training: training, output: ResultOptions(format: .json)))
    #expect(try command("reproduce --settle") == ReproduceCommand(settle: true))
    for (text, seconds) in [("90s", 90.0), ("30m", 1800), ("2h", 7200)] {
      #expect(
        try command("reproduce --settle --budget \(text)") == ReproduceCommand(settle: true, budget: seconds))
    }
  }

  @Test func theOtherCommands() throws {
    #expect(try command("list --format csv") == ListCommand(output: OutputOptions(format: .csv)))
    #expect(
      try command("show lenet5 --epochs 2")
        == ShowCommand(experiment: "lenet5", changes: SpecChanges(epochs: 2)))
    #expect(
      try command("check a.jsonc b.json --quiet")
        == CheckCommand(files: ["a.jsonc", "b.json"], messages: MessageOptions(quiet: true)))
    #expect(try command("check") == CheckCommand())
  }

  @Test func bench() throws {
    #expect(try command("bench") == BenchCommand())
    #expect(BenchCommand().seconds == 0.2)
    #expect(
      try command("bench --filter gemm --threads 4 --seconds 0.05 --quiet --format csv --no-color")
        == BenchCommand(
          filter: "gemm", threads: 4, seconds: 0.05, messages: MessageOptions(quiet: true, noColor: true),
          output: OutputOptions(format: .csv)))
  }

  @Test func theDataCommands() throws {
    #expect(
      try command("data fetch mnist --from /tmp/x --data-dir d")
        == DataFetchCommand(datasets: [.mnist], source: "/tmp/x", dataDirectory: "d"))
    #expect(try command("data fetch") == DataFetchCommand())
    #expect(try command("data verify --data-dir d") == DataVerifyCommand(dataDirectory: "d"))
    #expect(
      try command("data list --no-color") == DataListCommand(messages: MessageOptions(noColor: true)))
    #expect(
      try command("data export A --out o --set dataset.mnist.train_limit=10")
        == DataExportCommand(
          experiment: "A", outputDirectory: "o",
          settings: [Setting(key: "dataset.mnist.train_limit", value: "10")]))
  }
}
