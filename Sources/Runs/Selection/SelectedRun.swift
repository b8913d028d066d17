import Engine
import Experiments
import System
import Training

/// A run of an experiment with one seed.
public struct SelectedRun: Sendable {
  public let experiment: ResolvedExperiment
  public let session: RunSession

  /// `A, seed 3`
  public var title: String { "\(session.spec.name), seed \(session.spec.training.seed)" }
}

/// How runs are carried out. None of it can change a figure of a given seed.
public struct RunSettings: Sendable {
  public var runsDirectory: String
  /// Whether finished and interrupted runs are trained again.
  public var fresh: Bool
  /// Threads inside one run; nil: 1 for several runs, otherwise what suits the network.
  public var threads: Int?
  public var kernels: Kernels
  /// The time between two checkpoints; nil: as seldom as is cheap.
  public var checkpointInterval: Duration?
  /// The command line, for the records of runs.
  public var command: String?
  public var data: DataLibrary

  public init(
    runsDirectory: String, fresh: Bool = false, threads: Int? = nil, kernels: Kernels = .best,
    checkpointInterval: Duration? = nil, data: DataLibrary
  ) {
    self.runsDirectory = runsDirectory
    self.fresh = fresh
    self.threads = threads
    self.kernels = kernels
    self.checkpointInterval = checkpointInterval
    self.data = data
  }

  /// A run for each experiment and seed, in this order.
  public func runs(_ seeded: [(experiment: PlannedExperiment, seed: UInt64)]) -> [SelectedRun] {
    // Several runs get one thread each: running them side by side is faster than splitting the steps of each.
    let threads = threads ?? (seeded.count > 1 ? 1 : nil)
    let specs = Dictionary(
      seeded.map {
        (RunKey(name: $0.experiment.experiment.spec.name, seed: $0.seed), $0.experiment.experiment.spec)
      }
    ) { first, _ in first }
    var commits: [String: String?] = [:]
    return seeded.map { planned, seed in
      var spec = planned.experiment.spec
      spec.training.seed = seed
      let names = planned.experiment.servingNames
      var session = RunSession(
        spec: spec, plan: planned.plan, runsDirectory: runsDirectory, fresh: fresh, threads: threads,
        kernels: kernels, data: data, checkpointInterval: checkpointInterval, servingNames: names)
      session.call = RunCall(
        command: command,
        commit: planned.experiment.folder.flatMap { folder in
          let commit = commits[folder] ?? GitCommit.checkedOut(in: folder)
          commits[folder] = .some(commit)
          return commit
        })
      // Only a run with fewer figures waits for another one. So no two wait for each other.
      if !spec.training.evaluateTrain {
        session.queuedServer =
          zip(names, session.servingFolders).first { name, _ in
            let other = specs[RunKey(name: name, seed: seed)]
            return other.map { $0.training.evaluateTrain && spec.isServed(by: $0) } ?? false
          }?.1
      }
      return SelectedRun(experiment: planned.experiment, session: session)
    }
  }

  private struct RunKey: Hashable {
    let name: String
    let seed: UInt64
  }
}

extension PlannedSelection {
  /// - Parameter seeds: the seeds of an experiment.
  public func runs(_ settings: RunSettings, seeds: (ResolvedExperiment) -> [UInt64]) -> [SelectedRun] {
    settings.runs(
      experiments.flatMap { planned in seeds(planned.experiment).map { (planned, $0) } })
  }
}
