import Foundation
import Testing

/// Finished runs whose files were changed later, as a shell sees them.
@Suite struct DamagedRunTests {
  private static let study = LayerStudy.text()
  private static let experiment = LayerStudy.experiment
  private static let run = ["run", "circles-after-activation", "--epochs", "2", "--seeds", "1..2"]
  private static let inspect = [
    "inspect", "circles-after-activation", "--set", "training.epochs=2", "--seed", "2", "--no-run",
  ]

  private static let weights = "runs/\(experiment)/seed-2/weights.safetensors"
  private static let metrics = "runs/\(experiment)/seed-2/metrics.csv"
  private static let record = "runs/\(experiment)/seed-2/run.json"

  /// Ways to damage a run, with the file that messages name.
  enum Damage: CaseIterable {
    case cutWeights, emptyWeights, changedWeights, otherWeights, missingWeights
    case changedMetrics, brokenMetrics, missingMetrics, brokenRecord

    var file: String {
      switch self {
      case .cutWeights, .emptyWeights, .changedWeights, .otherWeights, .missingWeights: weights
      case .changedMetrics, .brokenMetrics, .missingMetrics: metrics
      case .brokenRecord: record
      }
    }

    func change(_ bnlab: BnlabProcess) throws {
      var data = try bnlab.data(file)
      switch self {
      case .cutWeights: data.removeLast(5)
      case .emptyWeights: data = Data()
      case .changedWeights: data[data.count - 2] ^= 1
      case .otherWeights:
        _ = try bnlab.run(["run", "circles-baseline", "--epochs", "1"])
        data = try bnlab.data("runs/circles-baseline+training.epochs=1/seed-1/weights.safetensors")
      // The last digit of the last figure, between a digit and the end of the line.
      case .missingWeights, .missingMetrics:
        try FileManager.default.removeItem(at: bnlab.directory.appendingPathComponent(file))
        return
      case .changedMetrics: data[data.count - 2] ^= 1
      case .brokenMetrics: data += Data("x\n".utf8)
      case .brokenRecord: data = Data("{".utf8)
      }
      try data.write(to: bnlab.directory.appendingPathComponent(file))
    }
  }

  /// What only reads names the file and ends with 65. What may train sets the folder aside, trains again and warns.
  @Test(arguments: Damage.allCases) func damageIsNotBelieved(damage: Damage) throws {
    try BnlabProcess.withBnlab { bnlab in
      try bnlab.write(Self.study, to: "layers.jsonc")
      #expect(try bnlab.run(Self.run).status == 0)
      let (weights, metrics) = (try bnlab.data(Self.weights), try bnlab.data(Self.metrics))
      let reproduce = ["reproduce", "./layers.jsonc", "--format", "json"]
      let expected = try bnlab.run(reproduce)
      #expect(expected.status == 0, "\(expected.errors)")
      try damage.change(bnlab)

      for command in [Self.inspect, ["compare", "short", "--claims", "layers.jsonc", "--no-run"]] {
        let result = try bnlab.run(command)
        #expect(result.status == 65 && result.errors.contains(damage.file), "\(result.errors)")
        #expect(result.errors.contains("'bnlab run' of this experiment and seed trains it again"))
      }
      let again = try bnlab.run(reproduce)
      #expect(again.status == 0 && again.output == expected.output, "\(again.errors)")
      #expect(
        again.errors.contains("Warning: \(Self.experiment), seed 2 is trained again, since \(damage.file)"),
        "\(again.errors)")
      #expect(bnlab.exists("runs/\(Self.experiment)/.replaced/seed-2-1/run.json"))
      #expect(try bnlab.data(Self.weights) == weights && bnlab.data(Self.metrics) == metrics)
      let third = try bnlab.run(Self.run)
      #expect(third.errors.contains("2 runs are up to date"), "\(third.errors)")
    }
  }

  /// With `--partial` a damaged run is not called missing, and nothing is said to hold or not to hold without it.
  @Test func aPartialComparisonTellsOfDamage() throws {
    try BnlabProcess.withBnlab { bnlab in
      #expect(try bnlab.run(Self.run).status == 0)
      try Damage.cutWeights.change(bnlab)
      let compare = [
        "compare", "circles-after-activation", "--epochs", "2", "--no-run", "--partial", "--seeds", "1..3",
        "--assert", "circles-after-activation.test_loss < 9",
      ]
      let table = try bnlab.run(compare)
      #expect(table.status == 65)
      #expect(table.output.contains("Partial: 1 of 3 runs; 1 is missing, 1 is damaged.\n"), "\(table.output)")
      #expect(
        table.output.contains("circles-after-activation.test_loss < 9  – not judged  0."), "\(table.output)")
      #expect(
        table.errors.contains(
          "Error: assertion circles-after-activation.test_loss < 9: not judged, because "),
        "\(table.errors)")
      let json = try bnlab.run(compare + ["--format", "json"])
      #expect(json.output.contains("\"holds\": null"), "\(json.output)")
    }
  }

  @Test func runAndCompareWithClaimsTrainAgainToo() throws {
    try BnlabProcess.withBnlab { bnlab in
      try bnlab.write(Self.study, to: "layers.jsonc")
      #expect(try bnlab.run(Self.run).status == 0)
      for command in [Self.run, ["compare", "--claims", "layers.jsonc"], Array(Self.inspect.dropLast())] {
        try Damage.cutWeights.change(bnlab)
        let result = try bnlab.run(command)
        #expect(result.status == 0 && result.errors.contains("is trained again, since"), "\(result.errors)")
      }
    }
  }

  /// Replaces the checksums in run.json.
  /// - Parameter files: nil: none, as in version 0.2.0.
  private func setChecksums(_ files: [String: String]?, _ bnlab: BnlabProcess) throws -> [String: String] {
    var record = try #require(
      try JSONSerialization.jsonObject(with: bnlab.data(Self.record)) as? [String: Any])
    let old = try #require(record.removeValue(forKey: "files") as? [String: String])
    if let files { record["files"] = old.merging(files) { $1 } }
    try JSONSerialization.data(withJSONObject: record).write(
      to: bnlab.directory.appendingPathComponent(Self.record))
    return old
  }

  /// A run.json of version 0.2.0 has no checksums. Its run counts, unless its weights cannot be read or do not fit.
  @Test func runsWithoutChecksumsCount() throws {
    try BnlabProcess.withBnlab { bnlab in
      #expect(try bnlab.run(Self.run).status == 0)
      let files = try setChecksums(nil, bnlab)
      #expect(files.keys.sorted() == ["metrics.csv", "weights.safetensors"])
      let old = try bnlab.run(Self.run)
      #expect(old.status == 0 && old.errors.contains("2 runs are up to date"), "\(old.errors)")
      #expect(try bnlab.run(Self.inspect).status == 0)
      try Damage.cutWeights.change(bnlab)
      #expect(try bnlab.run(Self.inspect).status == 65)
      let again = try bnlab.run(Self.run)
      #expect(again.status == 0 && again.errors.contains("seed 2 is trained again"), "\(again.errors)")

      _ = try setChecksums(nil, bnlab)
      try Damage.otherWeights.change(bnlab)
      try bnlab.write(Self.study, to: "layers.jsonc")
      for command in [Self.inspect, ["compare", "short", "--claims", "layers.jsonc", "--no-run"]] {
        let result = try bnlab.run(command)
        #expect(result.status == 65, "\(result.errors)")
        #expect(result.errors.contains("\(Self.weights) lacks the model's tensors"), "\(result.errors)")
        #expect(result.errors.contains("'bnlab run' of this experiment and seed trains it again and keeps"))
      }
      let reproduced = try bnlab.run(["reproduce", "./layers.jsonc"])
      #expect(reproduced.status == 0, "\(reproduced.errors)")
      #expect(
        reproduced.errors.contains("seed 2 is trained again, since \(Self.weights) lacks the model's tensors")
      )
    }
  }

  /// A run whose statistics cannot be had, although it seems to be whole, costs no verdict but that on the statistics.
  @Test func unusableWeightsCostNoOtherVerdict() throws {
    try BnlabProcess.withBnlab { bnlab in
      let metric = #"""
          { "name": "right", "says": "s", "is": { "between": { "low": 0, "high": 1 } },
            "figure": { "experiment": "short", "metric": "test_accuracy" } },
        """#
      try bnlab.write(LayerStudy.text(metric), to: "layers.jsonc")
      #expect(try bnlab.run(Self.run).status == 0)
      try Damage.otherWeights.change(bnlab)
      let other = try #require(
        try JSONSerialization.jsonObject(
          with: bnlab.data("runs/circles-baseline+training.epochs=1/seed-1/run.json")) as? [String: Any])
      let sums = try #require(other["files"] as? [String: String])
      _ = try setChecksums(sums.filter { $0.key == "weights.safetensors" }, bnlab)
      let result = try bnlab.run([
        "reproduce", "./layers.jsonc", "--format", "json", "--output", "result.json",
      ])
      #expect(result.status == 1, "\(result.errors)")
      #expect(result.errors.contains("Error: \(Self.weights) lacks the model's tensors"), "\(result.errors)")
      #expect(result.errors.contains("'bnlab run --fresh' of this experiment and seed trains it again"))
      let written = try bnlab.read("result.json")
      // Of the second run there is the metric, but not the statistic.
      #expect(written.split(separator: #""seed": 2, "value": "#).count == 2, "\(written)")
      #expect(written.contains("\(Self.weights) lacks the model's tensors"), "\(written)")
    }
  }
}
