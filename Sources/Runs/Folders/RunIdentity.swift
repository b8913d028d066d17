import Experiments

/// Everything that a run's results depend on. Two runs of the same identity give the same bytes.
public struct RunIdentity: Equatable, Sendable {
  public let spec: ExperimentSpec
  /// SHA-256 of what the data is made of, by name; initial weights included.
  public let data: [String: String]
  public let resultsVersion: Int

  public init(
    spec: ExperimentSpec, data: [String: String], resultsVersion: Int = ResultsVersion.current
  ) {
    self.spec = spec
    self.data = data
    self.resultsVersion = resultsVersion
  }

  /// What differs from a finished run: keys of the spec, `data` or `results_version`.
  func differences(from record: RunRecord) -> [String] {
    var keys = spec.differences(from: record.spec).map { $0.path.description }
    if data != record.dataChecksums { keys.append("data") }
    if resultsVersion != record.resultsVersion { keys.append("results_version") }
    return keys
  }

  /// The identity as text, for a checkpoint to be recognised by.
  var text: String {
    let checksums = data.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let parts = ["results_version=\(resultsVersion)", String(spec.training.seed), spec.essence.compact]
    return (parts + checksums).joined(separator: "\n")
  }

  /// The line of `text` that holds the essence of the spec.
  static let essenceLine = 2
}
