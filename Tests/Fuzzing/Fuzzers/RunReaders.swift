import Datasets
import Foundation

@testable import Engine
@testable import Experiments
@testable import Runs
@testable import Training

/// The files of run folders.
enum RunReaders {
  /// Tensors that were read have the bytes of their shape, and come back from a written file.
  static func safetensors(_ bytes: [UInt8]) {
    guard let contents = try? Safetensors.decodeWithMetadata(bytes) else { return }
    require((try? Safetensors.decodeMetadata(bytes)) == contents.metadata, "other metadata")
    require(contents.tensors.values.allSatisfy { $0.count == $0.shape.reduce(1, *) }, "other size")
    let sorted = contents.tensors.sorted { $0.key < $1.key }.map { (name: $0.key, tensor: $0.value) }
    let written = Safetensors.encode(sorted, metadata: contents.metadata)
    guard let again = try? Safetensors.decodeWithMetadata(written) else {
      fatalError("written weights are refused")
    }
    require(again.metadata == contents.metadata, "metadata changes")
    require(
      Safetensors.encode(
        again.tensors.sorted { $0.key < $1.key }.map { (name: $0.key, tensor: $0.value) },
        metadata: again.metadata) == written, "weights change")
    var network = trainer.network
    try? network.load(contents.tensors)
  }

  /// A record that was read and is written again reads as the same.
  static func record(_ bytes: [UInt8]) {
    guard let record = try? RunRecord(parsing: bytes, path: "run.json") else { return }
    let text = record.text
    guard let again = try? RunRecord(parsing: Array(text.utf8), path: "run.json") else {
      fatalError("a written record is refused")
    }
    // Not the records, because NaN is not itself.
    require(again.text == text, "a record changes")
    _ = record.contradiction(to: rows)
    _ = record.serving(record.spec, rows)
    _ = RunIdentity(spec: record.spec, data: record.dataChecksums).differences(from: record)
  }

  static let rows = [
    EpochRecord(epoch: 1, values: [.trainLoss: 0.25, .testAccuracy: 0.25]),
    EpochRecord(epoch: 2, values: [.trainLoss: .nan, .testAccuracy: 0.5]),
  ]

  /// Rows that were read and are written again read as the same.
  static func metrics(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    if let rows = try? MetricsTable.parse(text, path: "metrics.csv") {
      require(rows.map(\.epoch) == Array(1..<(rows.count + 1)), "other epochs")
      let written = MetricsTable.text(rows)
      guard let again = try? MetricsTable.parse(written, path: "metrics.csv") else {
        fatalError("a written table is refused")
      }
      require(MetricsTable.text(again) == written, "a table changes")
      _ = RunRecord.best(of: rows)
    }
    if let times = TimesTable.parse(text) {
      let written = times.reduce(into: TimesTable.header) { $0 += TimesTable.row($1) }
      require(TimesTable.parse(written)?.count == times.count, "times change")
    }
  }

  /// A trainer goes on from an accepted checkpoint, which is written again as the same bytes. Since hardly an input has the
  /// right digest, it is also read with that digest put in.
  static func checkpoint(_ bytes: [UInt8]) {
    for file in [bytes, Checkpoint.sealed(bytes)] {
      guard let checkpoint = Checkpoint(decoding: file) else { continue }
      guard let again = Checkpoint(decoding: checkpoint.encoded) else {
        fatalError("a written checkpoint is refused")
      }
      require(again.encoded == checkpoint.encoded, "a checkpoint changes")
      var trainer = trainer
      guard (try? checkpoint.restore(&trainer)) != nil else { continue }
      let epoch = checkpoint.epochs + 1
      if epoch <= trainer.schedule.epochCount { _ = trainer.run(epoch: epoch) { _ in true } }
    }
  }

  /// A small network with moving statistics and an optimizer that has a state. libFuzzer calls from one thread.
  nonisolated(unsafe) static let trainer: Trainer = {
    do {
      let spec = try ExperimentLibrary(
        builtIns: BuiltInSpec.experiments,
        fileSystem: .local(currentDirectory: "/")
      ).resolve(
        "circles-after-activation",
        overrides: [
          "dataset.circles.samples=40", "dataset.circles.train_samples=30", "training.epochs=3",
          "model.0.dense.units=3", "optimizer=adam",
        ]
        .map { try Override(parsing: $0, currentDirectory: "/") }
      ).spec
      let data = DataLibrary(places: DataPlaces(dataDir: nil, environment: [:]), environment: [:])
      return try PreparedRun(spec: spec, plan: nil, data: data.load(spec), kernels: .best, threads: 1)
        .takeTrainer()
    } catch {
      fatalError("\(error)")
    }
  }()
}
