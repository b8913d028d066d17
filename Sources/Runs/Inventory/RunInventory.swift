import Experiments
import Schema
import Synchronization
import System

/// Everything that there is in a folder of runs. Nothing is written, and whatever the folder holds is taken as it is.
public struct RunInventory: Sendable {
  /// By the names of the experiments, then by seed.
  public let runs: [FoundRun]

  /// - Parameters:
  ///   - experiments: tells what the names of the folders mean now; without names of runs.
  ///   - isWanted: whether an experiment's folder is looked into.
  ///   - verifies: whether all files are read and held against their checksums.
  /// - Throws: `FileError` if there is something at the path that cannot be listed.
  public init(
    runsDirectory: String, experiments: ExperimentLibrary, where isWanted: (String) -> Bool = { _ in true },
    verifies: Bool = false
  ) throws(FileError) {
    let entries: [Folder.Member]
    do throws(FileError) {
      entries = try Folder.members(of: runsDirectory).filter { isWanted($0.name) }
        .sorted { $0.name < $1.name }
    } catch {
      guard error.isMissingInput, !File.exists(runsDirectory) else { throw error }
      runs = []
      return
    }
    let results = Mutex([[FoundRun]](repeating: [], count: entries.count))
    let next = Mutex(0)
    // Most of the time goes into reading and parsing records.
    WorkerThread.run(count: min(Machine.processorCount, entries.count)) {
      while let index = next.withLock({ next -> Int? in
        defer { next += 1 }
        return next < entries.count ? next : nil
      }) {
        let place = ExperimentPlace(
          runsDirectory: runsDirectory, experiments: experiments, verifies: verifies, entry: entries[index])
        let found = place.runs
        results.withLock { $0[index] = found }
      }
    }
    runs = results.withLock { Array($0.joined()) }
  }
}

/// An entry of a folder of runs: usually the folder of an experiment.
private struct ExperimentPlace {
  let runsDirectory: String
  let experiments: ExperimentLibrary
  let verifies: Bool
  let entry: Folder.Member

  private var path: String { runsDirectory + "/" + entry.name }

  var runs: [FoundRun] {
    guard entry.isFolder, !entry.name.hasPrefix("."), let members = try? Folder.members(of: path) else {
      return [foreign(entry, at: path)]
    }
    var runs: [(seed: UInt64, run: FoundRun)] = []
    var others: [FoundRun] = []
    // What the name means is worked out once, and only if there is a run to compare with it.
    lazy var essence = try? experiments.resolve(entry.name).spec.essence
    var last: (spec: ExperimentSpec, keys: [String])?
    func differences(_ spec: ExperimentSpec) -> [String] {
      var spec = spec
      spec.training.seed = 0
      // Usually all seeds have the same spec.
      if let last, last.spec == spec { return last.keys }
      let keys =
        essence.map { ExperimentSpec.differences(of: $0, from: spec.essence).map(\.path.description) } ?? []
      last = (spec, keys)
      return keys
    }
    for member in members.sorted(by: { $0.name < $1.name }) {
      if member.isFolder, let seed = RunFolderName.seed(of: member.name) {
        let folder = RunFolder(runsDirectory: runsDirectory, experiment: entry.name, seed: seed)
        runs.append((seed, run(folder, differences)))
      } else if member.isFolder, member.name == RunFolderName.replaced {
        others += replaced(in: path + "/" + member.name)
      } else if !(member.isFile && RunFolder.isLock(member.name)) {
        others.append(foreign(member, at: path + "/" + member.name))
      }
    }
    let isExperiment = !runs.isEmpty || others.contains { $0.state == .replaced }
    // A folder without any run is foreign as a whole.
    if !isExperiment, !others.isEmpty { return [foreign(entry, at: path)] }
    return runs.sorted { $0.seed < $1.seed }.map(\.run) + others
  }

  private func foreign(_ member: Folder.Member, at path: String) -> FoundRun {
    FoundRun(
      experiment: entry.name, seed: nil, state: .foreign, path: path,
      byteCount: member.isFolder ? nil : member.byteCount, date: member.modified, record: nil)
  }

  // MARK: Runs

  private func run(_ folder: RunFolder, _ differences: (ExperimentSpec) -> [String]) -> FoundRun {
    guard let members = try? Folder.members(of: folder.path) else {
      return unreadable(folder.path, folder.seed)
    }
    let (own, other) = RunFolder.divided(members)
    guard !own.isEmpty || other.isEmpty else {
      return found(folder.path, folder.seed, .foreign, members, record: nil)
    }
    guard own.contains(RunFolderName.record) else {
      return found(folder.path, folder.seed, unfinishedState(folder), members, record: nil)
    }
    do {
      // It may have been moved away in the meantime.
      guard let record = try folder.record() else {
        return found(folder.path, folder.seed, unfinishedState(folder), members, record: nil)
      }
      return found(
        folder.path, folder.seed, try state(of: record, folder, own, differences), members, record: record)
    } catch {
      return found(
        folder.path, folder.seed,
        .damaged(shortened("\((error as? RunDamage)?.message ?? "\(error)")", folder.path)),
        members, record: nil)
    }
  }

  private func unfinishedState(_ folder: RunFolder) -> FoundRun.State {
    if FolderLock.isTaken(folder.lockPath) { return .training }
    let checkpoint = CheckpointSummary(of: folder)
    return .interrupted(epochs: checkpoint?.epochs, of: checkpoint?.epochCount)
  }

  /// - Throws: `RunDamage`, `FileError`.
  private func state(
    of record: RunRecord, _ folder: RunFolder, _ files: [String], _ differences: (ExperimentSpec) -> [String]
  ) throws -> FoundRun.State {
    for name in [RunFolder.metricsName, RunFolder.weightsName] where !files.contains(name) {
      return .damaged("\(name) is missing")
    }
    if verifies { _ = try folder.epochs(of: record, plan: { nil }) }
    var keys = differences(record.spec)
    if record.resultsVersion != ResultsVersion.current { keys.append("results_version") }
    return keys.isEmpty ? .finished : .outdated(keys)
  }

  /// The message without the path of the run's folder, which stands beside it.
  private func shortened(_ message: String, _ path: String) -> String {
    message.hasPrefix(path + "/") ? String(message.dropFirst(path.count + 1)) : message
  }

  private func replaced(in archive: String) -> [FoundRun] {
    guard let entries = try? Folder.members(of: archive) else { return [] }
    return entries.sorted { $0.name < $1.name }.map { entry in
      let path = archive + "/" + entry.name
      // seed-N-K
      guard entry.isFolder, let dash = entry.name.lastIndex(of: "-"),
        let seed = RunFolderName.seed(of: String(entry.name[..<dash])),
        let members = try? Folder.members(of: path)
      else { return foreign(entry, at: path) }
      let record = (try? File.contents(of: path + "/" + RunFolderName.record)).flatMap {
        try? RunRecord(parsing: $0, path: path)
      }
      return found(path, seed, .replaced, members, record: record)
    }
  }

  private func unreadable(_ path: String, _ seed: UInt64) -> FoundRun {
    FoundRun(
      experiment: entry.name, seed: seed, state: .damaged("cannot be read"), path: path, byteCount: nil,
      date: nil, record: nil)
  }

  private func found(
    _ path: String, _ seed: UInt64, _ state: FoundRun.State, _ members: [Folder.Member], record: RunRecord?
  ) -> FoundRun {
    let recordDate = members.first { $0.name == RunFolderName.record }?.modified
    return FoundRun(
      experiment: entry.name, seed: state == .foreign ? nil : seed, state: state, path: path,
      byteCount: members.filter { !$0.isFolder }.reduce(0) { $0 + $1.byteCount },
      date: record?.end ?? recordDate ?? members.map(\.modified).max(), record: record)
  }
}
