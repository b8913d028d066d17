import Training

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The folder of one run, RUNS_DIR/EXPERIMENT/seed-N, and the files in it.
///
/// run.json is written last: without it the run is unfinished, with it all files are complete.
public struct RunFolder: Sendable {
  /// RUNS_DIR/EXPERIMENT
  public let experimentPath: String
  public let seed: UInt64

  public init(runsDirectory: String, experiment: String, seed: UInt64) {
    experimentPath = runsDirectory + "/" + experiment
    self.seed = seed
  }

  public var path: String { "\(experimentPath)/seed-\(seed)" }
  public var metricsPath: String { path + "/metrics.csv" }
  public var recordPath: String { path + "/run.json" }
  public var weightsPath: String { path + "/weights.safetensors" }
  public var batchesPath: String { path + "/batches.csv" }
  var checkpointPath: String { path + "/checkpoint.safetensors" }
  /// Beside the folder, so that the folder can be moved away while it is locked.
  var lockPath: String { "\(experimentPath)/.seed-\(seed).lock" }

  func create() throws(FileError) { try Self.create(path) }

  /// Creates the experiment's folder, which holds the lock.
  func createParent() throws(FileError) { try Self.create(experimentPath) }

  private static func create(_ path: String) throws(FileError) {
    try FileError.catching("create the folder", path) {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
  }

  /// The text of a file; nil where there is none.
  func text(_ file: String) throws(FileError) -> String? {
    do {
      return try FileError.catching("read", file) {
        String(decoding: try Data(contentsOf: URL(filePath: file)), as: UTF8.self)
      }
    } catch {
      if error.isMissingInput { return nil }
      throw error
    }
  }

  func holds(_ file: String) -> Bool { FileManager.default.fileExists(atPath: file) }

  /// Writes a file as a whole: another process sees the old one or the new one.
  func write(_ contents: Data, to file: String) throws(FileError) {
    try FileError.catching("write", file) {
      try contents.write(to: URL(filePath: file), options: .atomic)
    }
  }

  func remove(_ file: String) throws(FileError) {
    guard FileManager.default.fileExists(atPath: file) else { return }
    try FileError.catching("remove", file) { try FileManager.default.removeItem(atPath: file) }
  }

  /// Moves the finished run out of the way, to EXPERIMENT/.replaced/seed-N-K with the first free K.
  /// - Returns: where it is now.
  func moveToReplaced() throws(FileError) -> String {
    let archive = experimentPath + "/.replaced"
    return try FileError.catching("move away", path) {
      try FileManager.default.createDirectory(atPath: archive, withIntermediateDirectories: true)
      var number = 1
      while FileManager.default.fileExists(atPath: "\(archive)/seed-\(seed)-\(number)") { number += 1 }
      let destination = "\(archive)/seed-\(seed)-\(number)"
      try FileManager.default.moveItem(atPath: path, toPath: destination)
      return destination
    }
  }
}
