import Experiments
import System

/// The folder of one run, RUNS_DIR/EXPERIMENT/seed-N, and the files in it.
///
/// run.json is written last: without it the run is unfinished, with it all files are complete.
public struct RunFolder: Sendable {
  /// RUNS_DIR/EXPERIMENT
  public let experimentPath: String
  public let seed: UInt64
  let experiment: String

  public init(runsDirectory: String, experiment: String, seed: UInt64) {
    experimentPath = runsDirectory + "/" + experiment
    self.experiment = experiment
    self.seed = seed
  }

  /// - Parameter experimentPath: RUNS_DIR/EXPERIMENT
  init(experimentPath: String, seed: UInt64) {
    self.experimentPath = experimentPath
    experiment = Path.fileName(experimentPath)
    self.seed = seed
  }

  public var path: String { "\(experimentPath)/\(RunFolderName.ofSeed(seed))" }
  static let metricsName = "metrics.csv"
  static let weightsName = "weights.safetensors"
  private static let batchesName = "batches.csv"
  private static let testBatchesName = "test_batches.csv"
  private static let checkpointName = "checkpoint.safetensors"
  private static let timesName = "times.csv"
  public var metricsPath: String { "\(path)/\(Self.metricsName)" }
  public var recordPath: String { "\(path)/\(RunFolderName.record)" }
  public var weightsPath: String { Self.weightsPath(inFolder: path) }
  /// The weights of the run whose folder has this path.
  public static func weightsPath(inFolder path: String) -> String { "\(path)/\(weightsName)" }
  public var batchesPath: String { Self.batchesPath(inFolder: path) }
  static func batchesPath(inFolder path: String) -> String { "\(path)/\(batchesName)" }
  var testBatchesPath: String { Self.testBatchesPath(inFolder: path) }
  static func testBatchesPath(inFolder path: String) -> String { "\(path)/\(testBatchesName)" }
  var checkpointPath: String { "\(path)/\(Self.checkpointName)" }
  /// The times of an unfinished run.
  var timesPath: String { "\(path)/\(Self.timesName)" }
  /// Beside the folder, so that the folder can be moved away while it is locked.
  var lockPath: String { "\(experimentPath)/.\(RunFolderName.ofSeed(seed)).lock" }
  /// Whether a file of this name beside the folders of runs is the lock of one.
  static func isLock(_ name: String) -> Bool { name.hasPrefix(".seed-") && name.hasSuffix(".lock") }

  func create() throws(FileError) { try Folder.make(path) }

  /// Creates the experiment's folder, which holds the lock.
  func createParent() throws(FileError) { try Folder.make(experimentPath) }

  /// The text of a file; nil if it does not exist.
  func text(_ file: String) throws(FileError) -> String? {
    do throws(FileError) {
      return try File.text(of: file)
    } catch {
      if error.isMissingInput { return nil }
      throw error
    }
  }

  /// The bytes of a file; nil if it does not exist.
  func bytes(_ file: String) throws(FileError) -> [UInt8]? {
    do throws(FileError) {
      return try File.contents(of: file)
    } catch {
      if error.isMissingInput { return nil }
      throw error
    }
  }

  /// The names of the files that a run may have, in the order in which they are removed: once the record or the checkpoint
  /// is gone, the others count for nothing.
  static let fileNames = [
    RunFolderName.record, checkpointName, timesName, batchesName, testBatchesName, metricsName, weightsName,
  ]

  /// What is in the folder of a run: the names of the run's own files, in the order of `fileNames`, temporary ones last; and
  /// of everything else.
  static func divided(_ members: [Folder.Member]) -> (own: [String], other: [String]) {
    let files = Set(members.filter(\.isFile).map(\.name))
    let own = fileNames.filter(files.contains) + files.filter(FileWriter.isTemporary).sorted()
    return (own, members.map(\.name).filter { !own.contains($0) }.sorted())
  }

  func holds(_ file: String) -> Bool { File.exists(file) }

  /// Removes the temporary files that a killed process has left while it wrote the files that are written as a whole.
  /// - Precondition: the folder is locked.
  func removeLeftovers() throws(FileError) {
    for file in [checkpointPath, weightsPath, recordPath] { try FileWriter.removeLeftover(of: file) }
  }

  /// Removes what only an unfinished run has.
  func removeUnfinished() throws(FileError) {
    for file in [checkpointPath, timesPath] { try File.remove(file) }
    try removeLeftovers()
  }

  /// Moves the finished run out of the way, to EXPERIMENT/.replaced/seed-N-K with the first free K.
  /// - Returns: its new path.
  func moveToReplaced() throws(FileError) -> String {
    let archive = "\(experimentPath)/\(RunFolderName.replaced)"
    try Folder.make(archive)
    var number = 1
    var destination: String { "\(archive)/\(RunFolderName.ofSeed(seed))-\(number)" }
    while File.exists(destination) { number += 1 }
    try File.move(path, to: destination, operation: .moveAway)
    return destination
  }
}
