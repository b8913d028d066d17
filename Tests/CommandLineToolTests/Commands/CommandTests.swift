import Testing

@testable import CommandLineTool

@Suite struct CommandTests {
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
    training.quiet = true
    let expected = RunCommand(
      experiments: ["A", "exp/b.jsonc"],
      spec: SpecOptions(epochs: 3, settings: [Setting(key: "a.b", value: "1")]),
      training: training, output: OutputOptions(format: .json, noColor: true))
    #expect(try parse(line) == .command(.run(expected)))
  }

  @Test func defaults() throws {
    let plain = TrainingOptions(
      seeds: .ofSpec, dataDirectory: nil, runsDirectory: nil, threads: nil, jobs: nil, fresh: false,
      dryRun: false, quiet: false)
    #expect(
      try parse("compare A B")
        == .command(
          .compare(
            CompareCommand(
              experiments: ["A", "B"], spec: SpecOptions(epochs: nil, settings: []), training: plain,
              comparison: ComparisonOptions(
                metrics: [], epoch: .final, reference: nil, sort: .best, thresholds: [], confidence: 0.95,
                noRun: false, curves: nil),
              checks: CheckOptions(assertions: [], claims: nil),
              output: ResultOptions(format: .table, outputFile: nil, summary: false, noColor: false)))))
  }

  @Test func compareTakesItsOwnOptions() throws {
    let line = """
      compare A B --metric test_loss --metric test_accuracy --at epoch=3 --reference A --sort given --until \
      test_accuracy=0.8 --confidence 0.99 --no-run --curves c.csv --assert A.test_loss<1 --claims s.jsonc --format \
      junit --output o.xml --summary --grid a.b=[1,2]
      """
    guard case .command(.compare(let command)) = try parse(line) else {
      return #expect(Bool(false), "no comparison")
    }
    #expect(
      command.comparison
        == ComparisonOptions(
          metrics: [.testLoss, .testAccuracy], epoch: .epoch(3), reference: "A", sort: .given,
          thresholds: [ThresholdOption(metric: .testAccuracy, value: 0.8)], confidence: 0.99, noRun: true,
          curves: "c.csv"))
    #expect(command.checks == CheckOptions(assertions: ["A.test_loss<1"], claims: "s.jsonc"))
    #expect(command.output == ResultOptions(format: .junit, outputFile: "o.xml", summary: true))
    #expect(command.spec.grids == [Setting(key: "a.b", value: "[1,2]")])
  }

  @Test func reproduceTakesStudies() throws {
    #expect(try parse("reproduce") == .command(.reproduce(ReproduceCommand())))
    var training = TrainingOptions()
    training.seeds = .these([1, 2])
    #expect(
      try parse("reproduce circles --quick --seeds 1..2 --format json")
        == .command(
          .reproduce(
            ReproduceCommand(
              studies: ["circles"], quick: true, training: training, output: ResultOptions(format: .json)))))
  }

  @Test func theOtherCommands() throws {
    #expect(
      try parse("list --format csv")
        == .command(.list(ListCommand(output: OutputOptions(format: .csv, noColor: false)))))
    #expect(
      try parse("show lenet5 --epochs 2")
        == .command(
          .show(
            ShowCommand(
              experiment: "lenet5", spec: SpecOptions(epochs: 2, settings: []), output: OutputOptions()))))
    #expect(
      try parse("check a.jsonc b.json --quiet")
        == .command(.check(CheckCommand(files: ["a.jsonc", "b.json"], quiet: true, noColor: false))))
    #expect(try parse("check") == .command(.check(CheckCommand())))
  }

  @Test func bench() throws {
    #expect(try parse("bench") == .command(.bench(BenchCommand())))
    #expect(BenchCommand().seconds == 0.2)
    #expect(
      try parse("bench --filter gemm --threads 4 --seconds 0.05 --quiet --format csv --no-color")
        == .command(
          .bench(
            BenchCommand(
              filter: "gemm", threads: 4, seconds: 0.05, quiet: true,
              output: OutputOptions(format: .csv, noColor: true)))))
  }

  @Test func theDataCommands() throws {
    #expect(
      try parse("data fetch mnist --from /tmp/x --data-dir d")
        == .command(
          .data(
            .fetch(
              DataFetchCommand(
                datasets: [.mnist], source: "/tmp/x", dataDirectory: "d", quiet: false, noColor: false)))))
    #expect(try parse("data fetch") == .command(.data(.fetch(DataFetchCommand()))))
    #expect(
      try parse("data verify --data-dir d")
        == .command(.data(.verify(DataVerifyCommand(dataDirectory: "d", output: OutputOptions())))))
    #expect(
      try parse("data list --no-color")
        == .command(
          .data(.list(DataListCommand(output: OutputOptions(format: .table, noColor: true))))))
    #expect(
      try parse("data export A --out o --set dataset.mnist.train_limit=10")
        == .command(
          .data(
            .export(
              DataExportCommand(
                experiment: "A", outputDirectory: "o",
                settings: [Setting(key: "dataset.mnist.train_limit", value: "10")])))))
  }
}
