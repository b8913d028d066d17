import Datasets
import Engine
import Experiments
import Schema
import System
import Training

/// A file of a finished run that is missing, or does not hold what the run wrote.
public struct RunDamage: Error, Equatable, Sendable {
  /// Begins with the file's path.
  public let message: String

  /// - Parameter problem: continues a sentence that begins with the path.
  init(_ path: String, _ problem: String) {
    message = "\(path.singleLine) \(problem)"
  }

  /// - Parameter error: with the place in the file. One problem is enough to set the run aside.
  init(_ path: String, _ error: SpecError) {
    let text = error.problems.first.map(\.description) ?? "is broken"
    message = text.hasPrefix(path.singleLine) ? text : "\(path.singleLine): \(text)"
  }
}

extension RunDamage: CustomStringConvertible {
  public var description: String { "\(message); \(Self.remedy)" }

  /// What helps where a command only reads.
  public static let remedy = remedy("bnlab run", of: "this")
  /// The same, of a run that would serve the one that is spoken of.
  public static let servingRemedy = remedy("bnlab run", of: "that")
  /// The same, of a run that passes all checks and yet cannot be used.
  public static let freshRemedy = remedy("bnlab run --fresh", of: "this")

  private static func remedy(_ command: String, of which: String) -> String {
    "'\(command)' of \(which) experiment and seed trains it again and keeps the old folder"
  }
}

extension RunFolder {
  /// Compares the files of a finished run with its record. Where the record has no checksums, as those of version 0.2.0, the
  /// weights must be readable and fit the model.
  /// - Parameters:
  ///   - metrics: the content of metrics.csv.
  ///   - plan: the run's network; nil if it is not known without the data. Called only if there are no checksums.
  /// - Returns: the first file that is damaged, or the weights if they are missing; nil if both are whole.
  func damage(
    _ record: RunRecord, metrics: String, plan: () -> NetworkPlan?
  ) throws(FileError) -> RunDamage? {
    let checksums = record.fileChecksums
    func differs(_ name: String, _ bytes: [UInt8]) -> Bool {
      checksums[name].map { $0 != SHA256.digest(of: bytes).hex } ?? false
    }
    let problem = "is damaged: its SHA-256 is not the one in run.json"
    if differs(Self.metricsName, Array(metrics.utf8)) { return RunDamage(metricsPath, problem) }
    guard let weights = try bytes(weightsPath) else { return RunDamage(weightsPath, "is missing") }
    if differs(Self.weightsName, weights) { return RunDamage(weightsPath, problem) }
    guard checksums[Self.weightsName] == nil else { return nil }
    do {
      let tensors = try Safetensors.decode(weights)
      if let plan = plan() {
        var network = NetworkBuilder(plan: plan, seed: record.seed).build()
        try network.load(tensors)
      }
      return nil
    } catch {
      return RunDamage(weightsPath, "\(error)")
    }
  }
}
