import Experiments
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
  /// - Throws: `FileError` if there is a folder and it cannot be read.
  public func seeds(of experiment: String) throws(FileError) -> [UInt64] {
    let names: [String]
    do throws(FileError) {
      names = try Folder.entries(of: runsDirectory + "/" + experiment).map(\.name)
    } catch {
      guard error.isMissingInput else { throw error }
      if File.exists(runsDirectory), !Folder.isFolder(runsDirectory) {
        throw FileError(.read, runsDirectory, .content("it is not a folder"))
      }
      return []
    }
    return names.compactMap(RunFolderName.seed).sorted()
  }

  /// The same, with the seeds of the experiment whose runs may serve it.
  func seeds(of experiment: ResolvedExperiment) throws(FileError) -> [UInt64] {
    var all = Set<UInt64>()
    for name in experiment.servingNames { all.formUnion(try seeds(of: name)) }
    return all.sorted()
  }

  /// Checks that the runs that there are under the name of an experiment are of its spec. Damaged ones do not count.
  /// - Throws: `Failures`.
  public func checkName(of experiment: ResolvedExperiment) throws(Failures) {
    let (name, essence) = (experiment.spec.name, experiment.spec.essence)
    do {
      for seed in try seeds(of: name) {
        let folder = RunFolder(runsDirectory: runsDirectory, experiment: name, seed: seed)
        let record = try? folder.record()
        guard let other = record?.spec.essence ?? CheckpointSummary(of: folder)?.essence else { continue }
        let differences = ExperimentSpec.differences(of: essence, from: other)
        guard differences.isEmpty else {
          throw SelectionError.nameOfRuns(name, folder: folder.path, differences)
        }
      }
    } catch {
      throw Failures(error)
    }
  }

  /// Reads a run of an experiment, its own or one that serves it; nil if neither is finished. If both are, it is its own,
  /// unless that is of another spec or an older results version.
  /// - Throws: `FileError` or `RunDamage` where its own or one that would serve it cannot be read or is broken,
  ///   and no other is there.
  func run(of experiment: ResolvedExperiment, seed: UInt64) throws -> Run? {
    let serving = Result { try self.serving(experiment, seed: seed) }
    let own: Run?
    do {
      own = try run(experiment.spec.name, seed: seed)
    } catch {
      guard let serving = try? serving.get() else { throw error }
      return serving
    }
    guard let own else { return try serving.get() }
    let isAskedFor = experiment.spec.differences(from: own.record.spec).isEmpty
    switch serving {
    case .success(nil): return own
    case .success(let serving?):
      return isAskedFor && own.record.resultsVersion >= serving.record.resultsVersion ? own : serving
    case .failure(let error):
      guard isAskedFor else { throw error }
      return own
    }
  }

  /// - Throws: where none serves, the first error of a run that would.
  private func serving(_ experiment: ResolvedExperiment, seed: UInt64) throws -> Run? {
    var problem: (any Error)?
    for name in experiment.servingNames where name != experiment.spec.name {
      do {
        guard let run = try run(name, seed: seed, where: { experiment.spec.isServed(by: $0.spec) }) else {
          continue
        }
        let own = run.record.serving(experiment.spec, run.epochs)
        return Run(record: own.record, epochs: own.epochs, folder: run.folder)
      } catch {
        problem = problem ?? error
      }
    }
    if let problem { throw problem }
    return nil
  }

  /// Reads a run; nil if there is none, or if it is not finished.
  /// - Throws: `FileError` where it cannot be read, `RunDamage` where its content is broken.
  public func run(_ experiment: String, seed: UInt64) throws -> Run? {
    try run(experiment, seed: seed) { _ in true }
  }

  /// Reads a run; nil also if its record is not one that is wanted, whatever the other files hold.
  private func run(_ experiment: String, seed: UInt64, where isWanted: (RunRecord) -> Bool) throws -> Run? {
    let folder = RunFolder(runsDirectory: runsDirectory, experiment: experiment, seed: seed)
    guard let record = try folder.record(), isWanted(record) else { return nil }
    let epochs = try folder.epochs(of: record) { try? data?.plan(of: record.spec).network }
    return Run(record: record, epochs: epochs, folder: folder.path)
  }
}
