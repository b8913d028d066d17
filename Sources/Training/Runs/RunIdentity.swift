import Engine
import Experiments

/// All that a run's results depend on. Two runs of the same identity give the same bytes.
public struct RunIdentity: Equatable, Sendable {
  public let spec: ExperimentSpec
  /// SHA-256 of what the data is made of, by name; initial weights included.
  public let data: [String: String]
  public let version: String

  public init(spec: ExperimentSpec, data: [String: String], version: String = BnlabVersion.current) {
    self.spec = spec
    self.data = data
    self.version = version
  }

  /// What of a finished run is different: keys of the spec, `data` or `version`.
  func differences(from record: RunRecord) -> [String] {
    var keys = spec.differences(from: record.spec).map { $0.path.description }
    if data != record.dataChecksums { keys.append("data") }
    if version != record.version { keys.append("version") }
    return keys
  }

  /// The identity as text, for a checkpoint to be recognised by.
  var text: String {
    let checksums = data.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    return ([version, String(spec.training.seed), spec.essence.compact] + checksums).joined(separator: "\n")
  }
}

public enum BnlabVersion {
  /// Semantic; raised whenever results can change, since runs of an earlier version are out of date then.
  public static let current = "0.2.0"
}
