import Datasets
import Experiments
import System
import Testing

@testable import Reporting

@Suite struct RunListTests {
  private let now = Timestamp(seconds: 10_000)

  private func run(
    _ name: String, _ seed: UInt64?, _ state: String = "finished", why reason: String? = nil,
    accuracy: Double? = nil, bytes: Int? = 1000, age: Int = 60
  ) -> ListedRun {
    let spec = ExperimentSpec(
      name: name, title: nil, source: nil, published: [:], notes: [], dataset: .circles(Circles()), model: [],
      loss: .binaryCrossentropy(fromLogits: false),
      optimizer: .sgd(learningRate: 0.01, momentum: 0, nesterov: false), training: TrainingSpec(epochs: 1),
      initialWeights: nil)
    var record = RunRecord(
      name: name, seed: seed ?? 0, spec: spec, final: EpochRecord(epoch: 1, values: [:]), best: [:],
      epochs: [EpochTiming(epoch: 1, trainSeconds: 1, evaluateSeconds: 1)], divergedAtEpoch: nil, threads: 1,
      simd: "", fusedMultiplyAdd: true, machine: "", version: "", dataChecksums: [:], parameterCount: 0)
    record.final.values = accuracy.map { [.testAccuracy: $0, .testLoss: 1 - $0] } ?? [:]
    record.call = RunCall(command: "bnlab run \(name)")
    return ListedRun(
      experiment: name, seed: seed, state: state, reason: reason,
      path: "runs/\(name)" + (seed.map { "/seed-\($0)" } ?? ""), byteCount: bytes,
      date: Timestamp(seconds: 10_000 - age), record: accuracy == nil ? nil : record)
  }

  private func lines(_ report: Report) -> [String] {
    report.text(.csv).split(separator: "\n").dropFirst().map(String.init)
  }

  @Test func seedsOfAnExperimentAreOneRow() {
    let runs =
      (1...30).map { run("A", $0, accuracy: $0 % 2 == 0 ? 0.5 : 0.75) }
      + [
        run("A", 31, "interrupted", why: "epoch 3 of 9"), run("A", 32, "interrupted", why: "epoch 5 of 9"),
        run("B", 1, "out-of-date", why: "training.epochs", accuracy: 0.5),
        run("notes", nil, "foreign", bytes: nil),
      ]
    let report = Report.runList(runs, in: "runs", now: now)
    #expect(
      lines(report) == [
        // (15 · 0.5 + 15 · 0.75) / 30 = 0.625
        "A,1..30,30,finished,,1,,,,,0.375,0.625,1970-01-01T02:45:40Z,60,30000,runs/A,bnlab run A,",
        "A,31..32,2,interrupted,,,,,,,,,1970-01-01T02:45:40Z,60,2000,runs/A,,",
        "B,1,1,out-of-date,training.epochs,1,,,,,0.5,0.5,1970-01-01T02:45:40Z,60,1000,runs/B/seed-1,bnlab run B,",
        "notes,,1,foreign,,,,,,,,,1970-01-01T02:45:40Z,60,,runs/notes,,",
      ])
    let table = report.text(.table)
    #expect(table.contains("33 runs in runs, 33.0 kB: 30 finished, 2 interrupted, 1 out-of-date"), "\(table)")
    // sd = 0.125 · √(30/29) = 0.1271
    #expect(table.contains("0.6250 ± 0.1271"), "\(table)")
    let each = lines(Report.runList(runs, in: "runs", isEach: true, now: now))
    #expect(each.count == 34 && each[30].hasPrefix("A,31,1,interrupted,epoch 3 of 9,"))
  }

  @Test func rowsAreSorted() {
    let runs = [
      run("A", 1, accuracy: 0.5, bytes: 10, age: 300), run("B", 1, accuracy: 0.9, bytes: 30, age: 100),
      run("C", 1, bytes: nil, age: 200), run("D", 1, "damaged", accuracy: 0.7, bytes: 20, age: 400),
    ]
    func order(_ order: RunOrder, _ isReversed: Bool = false) -> String {
      lines(Report.runList(runs, in: "runs", sortedBy: order, isReversed: isReversed, now: now))
        .compactMap { $0.first.map(String.init) }.joined()
    }
    #expect(order(.name) == "ABCD" && order(.name, true) == "DCBA")
    #expect(order(.date) == "BCAD")
    // What has no value comes last.
    #expect(order(.size) == "BDAC")
    #expect(order(.metric(.testAccuracy)) == "BDAC" && order(.metric(.testLoss)) == "BDAC")
    #expect(order(.state) == "DABC")
  }

  @Test func namesAreShortenedIfTheyStayDifferent() {
    let names = [
      "A", "A+training.epochs=5", "A+x.epochs=5", "A+model.0.dense.units=3+optimizer.sgd.learning_rate=0.1",
      "A+model.1%2B=batch_norm+training.epochs=5",
    ]
    let short = RunGroup.shortNames(Set(names))
    #expect(
      names.map { short[$0] } == [
        "A", "A+training.epochs=5", "A+x.epochs=5", "A+model.0.dense.units=3+learning_rate=0.1",
        "A+model.1%2B=batch_norm+epochs=5",
      ])
  }

  @Test func agesHaveOneUnit() {
    #expect(
      [0, 59, 60, 3599, 3600, 86_399, 86_400, 8_640_000].map(RunGroup.ageText)
        == ["0 s", "59 s", "1 min", "59 min", "1 h", "23 h", "1 d", "100 d"])
  }

  @Test func figuresThatAreNotFiniteAreCalledDiverged() {
    let table = Report.runList([run("A", 1, accuracy: .nan)], in: "runs", now: now).text(.table)
    #expect(table.contains("diverged"))
    #expect(Report.runList([], in: "runs", now: now).text(.table) == "  There are no runs in runs.\n")
  }
}
