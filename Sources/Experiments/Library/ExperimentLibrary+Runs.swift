import Schema
import System

/// Names of folders of runs, which mean the specs in the records of their runs.
extension ExperimentLibrary {
  /// The spec of the finished runs in the folder of this name; nil if there are none.
  /// - Throws: `SpecError` if there are finished runs and no record of them can be read, or if their specs differ.
  func recordedDocument(named name: String) throws(SpecError) -> SpecDocument? {
    var runs: [RecordedSpec] = []
    var problem: SpecError?
    for seed in recordedSeeds(of: name) {
      do throws(SpecError) {
        if let run = try recordedSpec(of: name, seed: seed) { runs.append(run) }
      } catch {
        problem = problem ?? error
      }
    }
    guard let first = runs.first else {
      if let problem { throw problem }
      return nil
    }
    if let other = runs.first(where: { $0.differs(from: first) }) {
      let folder = fileSystem.shown(folder(ofRuns: name))
      throw SpecError(
        SpecProblem(at: nil, .library(.differentRuns(folder: folder, seeds: [first.seed, other.seed]))))
    }
    // Figures that were published for another experiment do not apply, and may be of epochs that this one does not have.
    return SpecDocument(
      name: name,
      recorded: Variant.isAltered(name) ? first.spec.replacing("published", by: nil) : first.spec)
  }

  /// Nil if there is no record, or none that can be read at all.
  private func recordedSpec(of name: String, seed: UInt64) throws(SpecError) -> RecordedSpec? {
    let path = "\(folder(ofRuns: name))/\(RunFolderName.ofSeed(seed))/\(RunFolderName.record)"
    guard let bytes = try? fileSystem.read(path, RunRecord.maximumFileSize) else { return nil }
    let record = try JSONParser.parse(
      bytes, source: SpecSource(name: fileSystem.shown(path), directory: Path.directory(of: path)),
      options: JSONParser.Options(allowsComments: false, maximumBytes: RunRecord.maximumFileSize))
    guard let spec = record["spec"] else {
      throw SpecError(SpecProblem(at: record.location, .other("the record of this run has no \"spec\"")))
    }
    return RecordedSpec(seed: seed, version: record["version"]?.json.canonical, spec: spec)
  }

  /// The same library without the names of runs: what a study judges must not depend on them.
  public var withoutRuns: ExperimentLibrary {
    ExperimentLibrary(builtIns: Array(builtIns.values), fileSystem: fileSystem)
  }

  /// Whether the name is that of a folder of runs, finished or not. `recordedDocument` tells what it means, or why nothing.
  func isRecorded(_ name: String) -> Bool { !recordedSeeds(of: name).isEmpty }

  /// The names of all folders of runs, finished or not, sorted; those of experiments are among them.
  public func recordedNames() -> [String] {
    guard let runsDirectory, let entries = try? fileSystem.list(fileSystem.absolute(runsDirectory)) else {
      return []
    }
    return entries.filter { $0.isFolder && isRecorded($0.name) }.map(\.name).sorted()
  }

  private func recordedSeeds(of name: String) -> [UInt64] {
    guard runsDirectory != nil, !name.isEmpty, !name.hasPrefix("."), !name.contains("/"),
      let entries = try? fileSystem.list(folder(ofRuns: name))
    else { return [] }
    return entries.filter(\.isFolder).compactMap { RunFolderName.seed(of: $0.name) }.sorted()
  }

  func folder(ofRuns name: String) -> String {
    Path.join(fileSystem.absolute(runsDirectory ?? ""), name)
  }
}

/// The spec in the record of a run.
private struct RecordedSpec {
  let seed: UInt64
  let version: String?
  let spec: LocatedJSON

  /// Whether the runs are of different experiments. Another version may write the same spec in another way.
  func differs(from other: RecordedSpec) -> Bool {
    version == other.version && comparable != other.comparable
  }

  /// What all seeds have in common.
  private var comparable: String {
    spec.replacing("training", by: spec["training"]?.replacing("seed", by: nil)).json.canonical
  }
}
