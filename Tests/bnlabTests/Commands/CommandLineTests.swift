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

  /// Options before the command to spread belong to batch, those after it to the command.
  @Test func batch() throws {
    #expect(try command("batch slurm run A") == BatchCommand<Slurm>(command: ["run", "A"]))
    #expect(
      try command(
        "batch slurm --tasks 4 --cpus=2 --at-once 3 --time 2h run A --seeds 1..4 --jobs 2 --set a=b")
        == BatchCommand<Slurm>(
          tasks: 4, cpus: 2, time: 7200, atOnce: 3,
          command: ["run", "A", "--seeds", "1..4", "--jobs", "2", "--set", "a=b"]))
    #expect(
      try command("batch github --time 2-00:10:30 compare A --tasks 4 -- B")
        == BatchCommand<GitHubActions>(
          time: 2 * 86_400 + 630, command: ["compare", "A", "--tasks", "4", "--", "B"]))
    #expect(
      try command("batch parallel --no-color -- reproduce")
        == BatchCommand<GNUParallel>(command: ["reproduce"], messages: MessageOptions(noColor: true)))
    #expect(problem("batch slurm --tasks 4") == .missingArgument("<command> ..."))
    #expect(
      problem("batch parallel --time 1h run A") == .unknownOption("--time", nearest: nil))
    #expect(
      problem("batch github --tasks 257 run A")
        == .invalidValue("257", for: "--tasks <n>", .notAWholeNumber(from: "1", to: "256")))
  }

  @Test(arguments: [
    ("90s", 90), ("30m", 1800), ("00:01:00", 60), ("100:00:00", 360_000), ("1-01:01:01", 90_061),
  ])
  func timesOfTasks(text: String, seconds: Int) throws {
    #expect(try ValueReader<Int>.taskTime.read(text) == seconds)
  }

  @Test(arguments: [
    "59s", "00:00:59", "10", "1:2", "1-2", "-1:00:00", "+1:00:00", "1:00:00:00", "1-2-00:00:00", "::",
  ])
  func wrongTimesOfTasks(text: String) {
    #expect(throws: ValueProblem.self) { try ValueReader<Int>.taskTime.read(text) }
  }

  @Test func runsAreListedUnlessAnythingElseIsAsked() throws {
    var list = RunsListCommand()
    #expect(try command("runs", as: RunsListCommand.self) == list)
    list.isEach = true
    list.filter.states = [.outdated, .interrupted]
    list.order = .metric(.testAccuracy)
    let options = "--each --state out-of-date --state interrupted --sort test_accuracy"
    #expect(try command("runs " + options, as: RunsListCommand.self) == list)
    list.filter.patterns = ["A*"]
    #expect(try command("runs list A* " + options, as: RunsListCommand.self) == list)
    // It is not to be removed by mistake what no condition names.
    for line in ["runs remove", "runs remove --yes", "runs remove --dry-run --runs-dir r"] {
      #expect(problem(line) == .missingArgument("<name> ..."))
    }
    #expect(try command("runs remove --replaced", as: RunsRemoveCommand.self)?.isReplaced == true)
    #expect(problem("compare A --name a --claims circles") == .excludeEachOther("--name", "--claims"))
  }

  @Test func sharesAreCountedFromOne() throws {
    #expect(try command("run A --shard 2/8", as: RunCommand.self)?.training.shard == Shard(2, of: 8))
    for text in ["0/8", "9/8", "1/0", "2", "2/8/1", "a/b", "1/100001", "/"] {
      #expect(throws: ValueProblem.self) { try ValueReader<Shard>.shard.read(text) }
    }
    #expect(problem("run A --shard 1/2 --plot a.svg") == .excludeEachOther("--shard", "--plot"))
    #expect(problem("compare A --shard 1/2 --no-run") == .excludeEachOther("--shard", "--no-run"))
    #expect(problem("reproduce --shard 1/2 --settle") == .excludeEachOther("--shard", "--settle"))
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
