import Engine
import Experiments
import Foundation

@testable import Runs

/// A folder of runs that were never trained, deleted at the end.
final class RunsFolder {
  let path = FileManager.default.temporaryDirectory.appendingPathComponent("runs-\(UUID().uuidString)").path

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a finished run.
  func add(_ spec: ExperimentSpec, seed: UInt64) throws {
    var spec = spec
    spec.training.seed = seed
    let epochs = (1...(spec.training.epochs ?? 1)).map { epoch in
      EpochRecord(epoch: epoch, values: [.testLoss: 1 / Double(epoch)])
    }
    let record = RunRecord(
      name: spec.name, seed: seed, spec: spec, final: epochs[epochs.count - 1],
      best: RunRecord.best(of: epochs),
      epochs: epochs.map { EpochTiming(epoch: $0.epoch, trainSeconds: 1, evaluateSeconds: 1) },
      divergedAtEpoch: nil, threads: 1, simd: "base", fusedMultiplyAdd: true, machine: "", version: "",
      dataChecksums: [:], parameterCount: 1)
    try write(record.text, spec.name, seed, "run.json")
    try write(MetricsTable.text(epochs), spec.name, seed, "metrics.csv")
    try write(Data(Safetensors.encode([])), spec.name, seed, "weights.safetensors")
  }

  func write(_ text: String, _ experiment: String, _ seed: UInt64, _ file: String) throws {
    try write(Data(text.utf8), experiment, seed, file)
  }

  private func write(_ data: Data, _ experiment: String, _ seed: UInt64, _ file: String) throws {
    let folder = RunFolder(runsDirectory: path, experiment: experiment, seed: seed)
    try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
    try data.write(to: URL(fileURLWithPath: folder.path + "/" + file))
  }
}
