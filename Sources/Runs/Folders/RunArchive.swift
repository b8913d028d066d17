import Experiments
import Schema
import System
import Training

/// The finished runs of a folder, read without training anything and without the data's samples.
public struct RunArchive: Sendable {
  public let runsDirectory: String
  private let data: DataLibrary?

  /// - Parameter data: tells the shapes of the data, so that weights without a checksum are held against their model.
  public init(runsDirectory: String, data: DataLibrary? = nil) {
    self.runsDirectory = runsDirectory
    self.data = data
  }

  /// A finished run as its folder holds it.
  public struct Run: Sendable {
    public internal(set) var record: RunRecord
    public let epochs: [EpochRecord]
    public let folder: String
  }

  /// The seeds of which an experiment has a run folder, finished or not, in ascending order.
  public func seeds(of experiment: String) -> [UInt64] {
    let folder = runsDirectory + "/" + experiment
    let names = ((try? Folder.entries(of: folder)) ?? []).map(\.name)
    return names.compactMap { $0.hasPrefix("seed-") ? UInt64($0.dropFirst("seed-".count)) : nil }.sorted()
  }

  /// The same, with the seeds of the experiment whose runs may serve it.
  func seeds(of experiment: ResolvedExperiment) -> [UInt64] {
    return Set(experiment.servingNames.flatMap { seeds(of: $0) }).sorted()
  }

  /// Reads a run of an experiment, its own or one that serves it; nil if neither is finished. If both are, it is its own,
  /// unless that is of another spec or an older results version.
  /// - Throws: `FileError` where its own cannot be read, `SpecError` or `RunDamage` where its content is broken, and no
  ///   other serves.
  func run(of experiment: ResolvedExperiment, seed: UInt64) throws -> Run? {
    let serving = self.serving(experiment, seed: seed)
    do {
      guard let own = try run(experiment.spec.name, seed: seed) else { return serving }
      guard let serving else { return own }
      let isCurrent = own.record.resultsVersion >= serving.record.resultsVersion
      return isCurrent && experiment.spec.differences(from: own.record.spec).isEmpty ? own : serving
    } catch {
      guard let serving else { throw error }
      return serving
    }
  }

  private func serving(_ experiment: ResolvedExperiment, seed: UInt64) -> Run? {
    for name in experiment.servingNames where name != experiment.spec.name {
      guard let run = try? run(name, seed: seed), experiment.spec.isServed(by: run.record.spec) else {
        continue
      }
      let own = run.record.serving(experiment.spec, run.epochs)
      return Run(record: own.record, epochs: own.epochs, folder: run.folder)
    }
    return nil
  }

  /// Reads a run; nil if there is none, or if it is not finished.
  /// - Throws: `FileError` where it cannot be read, `SpecError` or `RunDamage` where its content is broken.
  public func run(_ experiment: String, seed: UInt64) throws -> Run? {
    let folder = RunFolder(runsDirectory: runsDirectory, experiment: experiment, seed: seed)
    guard let text = try folder.text(folder.recordPath), let csv = try folder.text(folder.metricsPath) else {
      return nil
    }
    let record = try RunRecord(parsing: Array(text.utf8), path: folder.recordPath)
    let epochs = try MetricsTable.parse(csv, path: folder.metricsPath)
    let damage = try folder.damage(record, metrics: csv) { try? data?.plan(of: record.spec).network }
    if let damage { throw damage }
    return Run(record: record, epochs: epochs, folder: folder.path)
  }
}
