import Schema
import System
import Testing

@testable import Experiments

@Suite struct RunRecordTests {
  private func record() throws -> RunRecord {
    var spec = try Checkout.library.resolve("lenet5-bn").spec
    spec.training.seed = .max
    spec.training.epochs = 2
    spec.name = "lenet5-bn+training.epochs=2"
    return RunRecord(
      name: spec.name, seed: .max, spec: spec,
      final: EpochRecord(epoch: 2, values: [.trainLoss: 0.1 + 0.2, .testAccuracy: 0.5]),
      best: [.trainLoss: BestFigure(value: 0.25, epoch: 1), .testAccuracy: BestFigure(value: 0.5, epoch: 2)],
      epochs: [
        EpochTiming(epoch: 1, trainSeconds: 1.5, evaluateSeconds: 0.25),
        EpochTiming(epoch: 2, trainSeconds: 1.25, evaluateSeconds: 1e-7),
      ], divergedAtEpoch: nil, threads: 2, simd: "avx2", fusedMultiplyAdd: true, machine: "a \"machine\"",
      version: "1.2.3", resultsVersion: 7, dataChecksums: ["train_x": "ab", "test_y": "cd"],
      fileChecksums: ["metrics.csv": "ef", "weights.safetensors": "01"],
      parameterCount: 61_750)
  }

  private func parse(_ text: String) throws -> RunRecord {
    try RunRecord(parsing: Array(text.utf8), path: "run.json")
  }

  @Test func readsWhatItWrites() throws {
    let record = try record()
    #expect(try parse(record.text) == record)
    #expect(try parse(record.json.compact) == record)
  }

  /// Records of version 0.2.0 lack these members.
  @Test func theCallMayBeUnknown() throws {
    var record = try record()
    #expect(record.json["start"] == nil && record.json["commit"] == nil)
    record.start = Timestamp(text: "2026-11-28T16:22:38Z")
    record.end = Timestamp(text: "2026-11-28T17:00:00Z")
    record.call = RunCall(command: "bnlab run lenet5-bn --epochs 2", commit: "0123456789abcdef")
    #expect(record.json["end"] == .string("2026-11-28T17:00:00Z"))
    let text = record.text
    #expect(try parse(text) == record)
    // A time that cannot be read makes no run worthless.
    let other = try parse(text.replacing("2026-11-28T16:22:38Z", with: "yesterday"))
    #expect(other.start == nil && other.end == record.end)
    for key in ["start", "end", "command", "commit"] {
      let lines = text.split(separator: "\n").filter { !$0.hasPrefix("  \"\(key)\":") }
      #expect(lines.count == text.split(separator: "\n").count - 1)
      _ = try parse(lines.joined(separator: "\n"))
    }
  }

  /// Otherwise a record without the epoch would be written with one that does not exist.
  @Test func eachBestValueHasItsEpoch() throws {
    let text = try record().text
    let epochs = #""best_epoch": { "train_loss": 1, "test_accuracy": 2 }"#
    for (other, missing) in [
      (#"{ "test_accuracy": 2 }"#, "train_loss"),
      (#"{ "train_loss": 1, "test_loss": 1, "test_accuracy": 2 }"#, "test_loss"),
    ] {
      let error = #expect(throws: SpecError.self) {
        try parse(text.replacing(epochs, with: "\"best_epoch\": \(other)"))
      }
      #expect(
        "\(error, default: "")".contains("best_epoch: \(missing) is in only one of best and best_epoch"))
    }
  }

  /// The rows of which the record above is.
  private static let rows = [
    EpochRecord(epoch: 1, values: [.trainLoss: 0.25, .testAccuracy: 0.25]),
    EpochRecord(epoch: 2, values: [.trainLoss: 0.1 + 0.2, .testAccuracy: 0.5]),
  ]

  @Test func aRecordAgreesWithItsRows() throws {
    #expect(try record().contradiction(to: Self.rows) == nil)
    func contradiction(_ change: (inout RunRecord) -> Void) throws -> String? {
      var record = try record()
      change(&record)
      return record.contradiction(to: Self.rows)
    }
    #expect(try contradiction { $0.final.values[.trainLoss] = 0.3 } == "final.train_loss")
    #expect(try contradiction { $0.final.values[.testLoss] = 1 } == "final.test_loss")
    #expect(try contradiction { $0.final.values[.testAccuracy] = .nan } == "final.test_accuracy")
    #expect(try contradiction { $0.best[.trainLoss]?.value = 0.125 } == "best.train_loss")
    #expect(try contradiction { $0.best[.trainLoss]?.epoch = 2 } == "best_epoch.train_loss")
    #expect(try contradiction { $0.best[.testAccuracy] = nil } == "best.test_accuracy")
    #expect(try contradiction { $0.divergedAtEpoch = 2 } == "diverged_at_epoch")
    #expect(try contradiction { $0.spec.training.epochs = 3 } == "number of epochs")
    let point = DivergencePoint(epoch: 2, step: 1201, value: .tensor("2.running_var"))
    #expect(try contradiction { $0.divergence = point } == nil)
    #expect(
      try contradiction { $0.divergence = DivergencePoint(epoch: 3, step: 9, value: .loss) } == "diverged")
  }

  /// The best epoch is that of the validation set: of its loss for losses, of its accuracy for accuracies.
  @Test func theValidationSetChoosesTheBestEpoch() {
    func row(_ epoch: Int, _ test: Double, _ validation: Double, _ accuracy: Double) -> EpochRecord {
      EpochRecord(
        epoch: epoch,
        values: [
          .testLoss: test, .testAccuracy: 1 - test, .validationLoss: validation,
          .validationAccuracy: accuracy,
        ])
    }
    let rows = [
      row(1, 0.5, 0.75, 0.5), row(2, 0.25, 0.5, 0.5), row(3, 0.375, 0.25, 0.5), row(4, 0.125, 1, 0.25),
    ]
    let best = RunRecord.best(of: rows)
    #expect(best[.testLoss] == BestFigure(value: 0.375, epoch: 3))
    #expect(best[.validationLoss] == BestFigure(value: 0.25, epoch: 3))
    // Equal accuracies: the first epoch.
    #expect(best[.testAccuracy] == BestFigure(value: 0.5, epoch: 1))
    #expect(best[.validationAccuracy] == BestFigure(value: 0.5, epoch: 1) && best[.trainLoss] == nil)
    // An epoch without a finite figure is not chosen.
    var infinite = rows
    infinite[2].values[.testLoss] = .infinity
    #expect(RunRecord.best(.testLoss, of: infinite) == BestFigure(value: 0.25, epoch: 2))
  }

  /// A training that early stopping ended has fewer rows than its spec has epochs, and just those that its rule gives.
  @Test func aRecordMayEndWhereEarlyStoppingSays() throws {
    var record = try record()
    record.spec.training.epochs = 5
    // The second row is worse than the first.
    record.spec.training.earlyStopping = EarlyStoppingSpec(monitor: .trainLoss, restoresBestWeights: true)
    (record.stoppedAfterEpoch, record.restoredEpoch) = (2, 1)
    #expect(record.contradiction(to: Self.rows) == nil)
    #expect(try parse(record.text) == record)
    func contradiction(_ change: (inout RunRecord) -> Void) -> String? {
      var other = record
      change(&other)
      return other.contradiction(to: Self.rows)
    }
    #expect(contradiction { $0.stoppedAfterEpoch = nil } == "stopped_after_epoch")
    #expect(contradiction { $0.restoredEpoch = 2 } == "restored_epoch")
    #expect(contradiction { $0.spec.training.earlyStopping = nil } == "number of epochs")
    // With more patience it would have gone on.
    #expect(contradiction { $0.spec.training.earlyStopping?.patience = 2 } == "number of epochs")
    // It would have ended one epoch earlier.
    let longer = Self.rows + [EpochRecord(epoch: 3, values: [.trainLoss: 0.5, .testAccuracy: 0.5])]
    record.final = longer[2]
    #expect(record.contradiction(to: longer) == "number of epochs")
  }

  /// The number of rows follows from the number of batches and of samples.
  @Test func aRecordMayStateSteps() throws {
    var record = try record()
    (record.spec.training.epochs, record.spec.training.steps, record.trainCount) = (nil, 6, 100)
    // 100 samples in batches of 32 are four batches a pass: 4 + 2.
    record.spec.training.batchSize = 32
    #expect(record.contradiction(to: Self.rows) == nil)
    record.spec.training.steps = 9
    #expect(record.contradiction(to: Self.rows) == "number of epochs")
  }

  /// A training that stopped has fewer rows than its spec has epochs, but only then.
  @Test func aRecordMayEndWhereTheTrainingStopped() throws {
    var record = try record()
    record.spec.training.epochs = 5
    record.divergence = DivergencePoint(epoch: 2, step: 1201, value: .tensor("2.running_var"))
    #expect(record.contradiction(to: Self.rows) == "number of epochs")
    record.spec.training.onDivergence = .stop
    #expect(record.isStopped && record.contradiction(to: Self.rows) == nil)
    record.divergence?.epoch = 1
    #expect(record.contradiction(to: Self.rows) == "number of epochs")
  }

  /// A figure cannot be infinite before the first value that was.
  @Test func theFirstValueComesBeforeTheFigures() throws {
    var record = try record()
    let rows = [
      EpochRecord(epoch: 1, values: [.trainLoss: .nan, .testAccuracy: 0.25]),
      EpochRecord(epoch: 2, values: [.trainLoss: .nan, .testAccuracy: 0.5]),
    ]
    record.final = rows[1]
    record.best[.trainLoss] = nil
    record.divergedAtEpoch = 1
    #expect(record.contradiction(to: rows) == nil)
    record.divergence = DivergencePoint(epoch: 1, step: 3, value: .loss)
    #expect(record.contradiction(to: rows) == nil)
    record.divergence?.epoch = 2
    #expect(record.contradiction(to: rows) == "diverged")
  }

  @Test(arguments: [
    (DivergencePoint.Value.loss, #"{"epoch":3,"step":1201,"what":"loss"}"#),
    (.testLoss, #"{"epoch":3,"step":1201,"what":"test_loss"}"#),
    (.tensor("2.running_var"), #"{"epoch":3,"step":1201,"layer":"2.running_var"}"#),
  ])
  func recordsTheFirstValueThatIsNotFinite(value: DivergencePoint.Value, text: String) throws {
    var record = try record()
    record.divergence = DivergencePoint(epoch: 3, step: 1201, value: value)
    #expect(record.json["diverged"]?.compact == text)
    #expect(try parse(record.text) == record)
    #expect(DivergencePoint(text: text) == record.divergence)
  }

  /// JSON has null for what is infinite in metrics.csv.
  @Test func nullStandsForWhatIsNotFinite() throws {
    var record = try record()
    record.final.values[.trainLoss] = .infinity
    record.divergedAtEpoch = 2
    let rows = [
      Self.rows[0], EpochRecord(epoch: 2, values: [.trainLoss: .infinity, .testAccuracy: 0.5]),
    ]
    #expect(try parse(record.text).contradiction(to: rows) == nil)
  }

  @Test func hasTheDocumentedKeys() throws {
    let json = try record().json
    #expect(json["format"] == .integer(1))
    #expect(json["seed"] == .integer(UInt64.max))
    #expect(json["final"]?.compact == #"{"train_loss":0.30000000000000004,"test_accuracy":0.5}"#)
    #expect(json["best"]?.compact == #"{"train_loss":0.25,"test_accuracy":0.5}"#)
    #expect(json["best_epoch"]?.compact == #"{"train_loss":1,"test_accuracy":2}"#)
    #expect(json["diverged_at_epoch"] == .null)
    #expect(
      json["epochs"]?.compact.hasPrefix(#"[{"epoch":1,"train_seconds":1.5,"evaluate_seconds":0.25},"#) == true
    )
    #expect(json["data"]?.compact == #"{"train_x":"ab","test_y":"cd"}"#)
    #expect(json["files"]?.compact == #"{"metrics.csv":"ef","weights.safetensors":"01"}"#)
    #expect(json["spec"] == (try record().spec.json))
    #expect(json["parameters"] == .integer(61_750))
    #expect(json["version"] == .string("1.2.3"))
    #expect(json["results_version"] == .integer(7))
  }

  /// Version 0.2.0 did not write the number. Its results are those of number 1. Results of older versions are out of
  /// date.
  @Test(arguments: [("0.2.0", 1), ("0.1.0", 0), ("0.3.0", 0), ("", 0)])
  func theVersionDeterminesAMissingResultsNumber(version: String, number: Int) throws {
    var record = try record()
    record.version = version
    let text = record.text.replacing("  \"results_version\": 7,\n", with: "")
    #expect(!text.contains("results_version"))
    #expect(try parse(text).resultsVersion == number)
    #expect(try parse(record.text).resultsVersion == 7)
  }

  @Test func writesNullForFiguresThatAreNotFinite() throws {
    var record = try record()
    record.final.values[.testLoss] = .infinity
    record.divergedAtEpoch = 2
    #expect(record.json["final"]?["test_loss"] == .double(.infinity))
    #expect(record.text.contains(#""test_loss": null"#))
    let read = try parse(record.text)
    #expect(read.final.values[.testLoss]?.isNaN == true)
    #expect(read.divergedAtEpoch == 2)
  }

  @Test func ignoresKeysOfNewerVersions() throws {
    let record = try record()
    let text = record.text.replacing(#""shuffle":"#, with: #""new": 1, "shuffle":"#)
      .replacing(#""format":"#, with: #""newer": { "x": [] }, "format":"#)
    #expect(text != record.text)
    #expect(try parse(text) == record)
  }

  @Test func refusesNewerFormats() throws {
    let text = try record().text.replacing(#""format": 1"#, with: #""format": 2"#)
    #expect(
      messages { try parse(text) } == [
        "run.json:2:13: format: this record has format 2, written by a newer version; this one knows format 1"
      ])
  }

  @Test func reportsEverythingThatIsWrong() throws {
    let text = try record().text.replacing(#""threads": 2"#, with: #""threads": "2""#)
      .replacing(#""simd": "avx2","#, with: "").replacing(#""batch_size": 64"#, with: #""batch_size": 0"#)
    #expect(messages { try parse(text) }.count == 3)
    #expect(messages { try parse("{") } == ["run.json:1:2: expected a key, but the text ends here"])
    #expect(messages { try parse("[]") }.count == 1)
  }

  @Test func findsTheBestFigures() {
    let records = [
      EpochRecord(epoch: 1, values: [.testLoss: 0.5, .testAccuracy: 0.75, .trainLoss: .nan]),
      EpochRecord(epoch: 2, values: [.testLoss: 0.25, .testAccuracy: 0.75, .trainLoss: .infinity]),
      EpochRecord(epoch: 3, values: [.testLoss: 0.25, .testAccuracy: 0.5, .trainLoss: -.infinity]),
    ]
    #expect(
      RunRecord.best(of: records) == [
        .testLoss: BestFigure(value: 0.25, epoch: 2), .testAccuracy: BestFigure(value: 0.75, epoch: 1),
      ])
    #expect(RunRecord.divergedAtEpoch(in: records) == 1)
    #expect(RunRecord.divergedAtEpoch(in: [EpochRecord(epoch: 1, values: [.testLoss: 0.5])]) == nil)
  }
}
