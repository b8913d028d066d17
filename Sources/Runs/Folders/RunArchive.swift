import Experiments
import Schema
import System

/// The finished runs of a folder, read without training anything and without the data.
public struct RunArchive: Sendable {
  public let runsDirectory: String

  public init(runsDirectory: String) {
    self.runsDirectory = runsDirectory
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

  /// Reads a run; nil if there is none, or if it is not finished.
  /// - Throws: `FileError` where it cannot be read, `SpecError` where its content is broken.
  public func run(_ experiment: String, seed: UInt64) throws -> Run? {
    let folder = RunFolder(runsDirectory: runsDirectory, experiment: experiment, seed: seed)
    guard let text = try folder.text(folder.recordPath), let csv = try folder.text(folder.metricsPath) else {
      return nil
    }
    let record = try RunRecord(parsing: Array(text.utf8), path: folder.recordPath)
    let epochs = try MetricsTable.parse(csv, path: folder.metricsPath)
    return Run(record: record, epochs: epochs, folder: folder.path)
  }
}
