import Experiments
import Text
import Training

/// The experiments that a command names, with its overrides.
public struct ExperimentSelection: Sendable {
  public let experiments: [ResolvedExperiment]
  /// Cells of a grid that cannot run; they do not stop the others.
  public let failures: [FailedRun]
  private let isGrid: Bool

  /// - Parameters:
  ///   - names: names of experiments or paths of spec files.
  ///   - mayHoldSeeds: whether overrides may set `training.seed`. They may not if a study or an option gives the seeds.
  /// - Throws: `Failures` with everything that is wrong in all of them.
  public init(
    _ names: [String], _ changes: SpecChanges = SpecChanges(), mayHoldSeeds: Bool = true,
    library: ExperimentLibrary
  ) throws(Failures) {
    do throws(SelectionError) { try changes.checkName(of: names) } catch { throw Failures(error) }
    let directory = library.fileSystem.currentDirectory
    let (common, cells) = try changes.cells(mayHoldSeeds: mayHoldSeeds, currentDirectory: directory)
    let isGrid = cells.count > 1
    var experiments: [ResolvedExperiment] = []
    var failedCells: [FailedRun] = []
    for name in names {
      // A problem that all cells have in common is reported once.
      if isGrid { _ = try Self.resolve(name, common, library) }
      for cell in cells {
        let experiment: ResolvedExperiment
        do {
          let resolved = try Self.resolve(name, common + cell, library)
          if let own = changes.name {
            experiment = try Self.named(own, resolved, library)
          } else {
            experiment = resolved
          }
        } catch {
          let variant = library.variantName(of: name, overrides: common + cell)
          failedCells += error.all.map { FailedRun(experiment: variant, seed: nil, failure: $0) }
          continue
        }
        guard let twin = experiments.first(where: { $0.spec.name == experiment.spec.name }) else {
          experiments.append(experiment)
          continue
        }
        // To name one twice is harmless; two files of one name would write into one folder.
        if twin.files != experiment.files {
          throw Failures(SelectionError.sameName(experiment.baseName, twin, experiment))
        }
      }
    }
    guard failedCells.isEmpty || (isGrid && !experiments.isEmpty) else {
      throw Failures(failedCells.map(\.failure))
    }
    self.init(experiments, failures: failedCells, isGrid: isGrid)
  }

  public init(_ experiments: [ResolvedExperiment]) {
    self.init(experiments, failures: [], isGrid: false)
  }

  private init(_ experiments: [ResolvedExperiment], failures: [FailedRun], isGrid: Bool) {
    self.experiments = experiments
    self.failures = failures
    self.isGrid = isGrid
  }

  private static func resolve(
    _ name: String, _ overrides: [Override], _ library: ExperimentLibrary
  ) throws(Failures) -> ResolvedExperiment {
    do {
      return try library.resolve(name, overrides: overrides)
    } catch {
      throw Failures(error)
    }
  }

  /// The experiment under a name of its own, which is not that of another experiment.
  private static func named(
    _ name: String, _ experiment: ResolvedExperiment, _ library: ExperimentLibrary
  ) throws(Failures) -> ResolvedExperiment {
    let other: ResolvedExperiment?
    do {
      other = try library.experiment(ofSpecNamed: name)
    } catch {
      throw Failures(error)
    }
    let differences = other.map { experiment.spec.differences(from: $0.spec) } ?? []
    guard differences.isEmpty else {
      throw Failures(SelectionError.nameOfExperiment(name, differences))
    }
    return experiment.named(name)
  }

  /// Adds the experiments that a study defines under its own names.
  /// - Parameter place: the place of an experiment among all of them.
  /// - Throws: `Failures` if two different experiments have one name.
  public func with(
    _ others: [ResolvedExperiment], at place: (ResolvedExperiment) -> Int
  ) throws(Failures) -> ExperimentSelection {
    var all = experiments
    for experiment in others {
      guard let twin = all.first(where: { $0.spec.name == experiment.spec.name }) else {
        all.append(experiment)
        continue
      }
      guard twin.spec.differences(from: experiment.spec).isEmpty else {
        throw Failures(SelectionError.sameName(twin.spec.name, twin, experiment))
      }
    }
    let places = all.map(place)
    let order = all.indices.sorted { (places[$0], $0) < (places[$1], $1) }
    return ExperimentSelection(order.map { all[$0] }, failures: failures, isGrid: isGrid)
  }

  /// Works out every network's shapes and batches, as far as that is possible without reading data: a network that
  /// cannot be built is found out before another one is trained for an hour.
  /// - Parameter warn: told of valid settings that are probably mistakes.
  /// - Returns: of a grid, the experiments that can be built; otherwise all.
  /// - Throws: `Failures` with everything that is wrong in all of them.
  public func planned(_ data: DataLibrary, warn: (String) -> Void) throws(Failures) -> PlannedSelection {
    var failures = failures
    var planned: [PlannedExperiment] = []
    for experiment in experiments {
      do {
        planned.append(try PlannedExperiment(experiment, data: data, warn: { _ in }))
      } catch {
        failures.append(
          FailedRun(experiment: experiment.spec.name, seed: nil, failure: Failure(error, about: experiment)))
      }
    }
    planned.warnings.forEach(warn)
    guard failures.isEmpty || (isGrid && !planned.isEmpty) else {
      throw Failures(failures.map(\.failure))
    }
    return PlannedSelection(experiments: planned, failures: failures)
  }
}

/// The experiments of a selection that can be trained.
public struct PlannedSelection: Sendable {
  public let experiments: [PlannedExperiment]
  /// Cells of a grid that cannot run.
  public let failures: [FailedRun]
}

/// An experiment whose network has been worked out and checked.
public struct PlannedExperiment: Sendable {
  public let experiment: ResolvedExperiment
  public let plan: TrainingPlan
  /// How the batches of its training are divided into epochs.
  public var schedule: TrainingSchedule { plan.schedule(of: experiment.spec.training) }
  /// Valid settings that are probably mistakes.
  fileprivate let warnings: [Warning]

  fileprivate struct Warning {
    /// The warning for people, with the place in the spec.
    let text: String
    /// What variants of an experiment have in common: `model[1].batch_norm.momentum: …`
    let problem: String
  }

  /// Checks everything that can be checked without reading the data.
  /// - Parameter warn: told of valid settings that are probably mistakes.
  /// - Throws: `DatasetError`, `PlanError`.
  public init(_ experiment: ResolvedExperiment, data: DataLibrary, warn: (String) -> Void) throws {
    self.experiment = experiment
    plan = try data.plan(of: experiment.spec)
    warnings = plan.warnings(of: experiment.spec.training).map { warning in
      Warning(
        text: experiment.error(at: warning.keyPath, warning.description).description,
        problem: "\(warning.keyPath): \(warning.description)")
    }
    for warning in warnings { warn(warning.text) }
  }
}

extension [PlannedExperiment] {
  /// The warnings. One that variants of an experiment have in common, as in a grid, is given once.
  fileprivate var warnings: [String] {
    let all = flatMap { planned in
      planned.warnings.map { (experiment: planned.experiment.baseName, warning: $0) }
    }
    return all.grouped { [$0.experiment, $0.warning.problem] }.map { group in
      let others = group.elements.count - 1
      return group.elements[0].warning.text
        + (others == 0 ? "" : " (and so in \(counted(others, "other variant")))")
    }
  }
}
