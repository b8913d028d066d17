import CommandLineTool
import Experiments
import Reporting
import Text
import Training

/// The studies that `reproduce` is to judge, and the runs that this takes, each once whoever asks for it.
struct StudyPlan {
  let studies: [ResolvedStudy]
  /// Those of the command line; nil: each study's own.
  let seeds: [UInt64]?
  let runs: [ExperimentSelection.Run]

  /// - Throws: `Failures` with everything that is wrong in all studies.
  init(_ names: [String], isQuick: Bool, training: TrainingOptions, context: ProgramContext) throws {
    let library = context.studies
    var failures: [Failure] = []
    var studies: [ResolvedStudy] = []
    for name in names.isEmpty ? try library.names() : names {
      do {
        let study = try library.resolve(name, isQuick: isQuick)
        if !studies.contains(where: { $0.file == study.file }) { studies.append(study) }
      } catch {
        failures.append(Failure(error))
      }
    }
    guard failures.isEmpty else { throw Failures(all: failures) }
    self.studies = studies
    switch training.seeds {
    case .ofSpec: seeds = nil
    case .these(let list): seeds = list
    }

    var experiments: [String: ResolvedExperiment] = [:]
    var seeded: [(experiment: ResolvedExperiment, seed: UInt64)] = []
    var known: Set<String> = []
    for study in studies {
      for subject in study.subjects {
        let experiment = subject.experiment
        let name = experiment.spec.name
        let twin = experiments[name] ?? experiment
        guard twin.spec.differences(from: experiment.spec).isEmpty else {
          throw Failure.sameName(name, twin, experiment, status: .dataError)
        }
        experiments[name] = twin
        for seed in seeds ?? subject.seeds where known.insert("\(seed) \(name)").inserted {
          seeded.append((experiment, seed))
        }
      }
    }
    let data = context.dataLibrary(training.dataDirectory)
    _ = try ExperimentSelection(experiments.sorted { $0.key < $1.key }.map(\.value))
      .withCheckedPlans(data: data, context: context)
    runs = try ExperimentSelection.runs(seeded, training, data: data, context: context)
  }

  /// About how many seconds each run takes that is not finished, by its index.
  func weights() -> [Int: Double] {
    // One experiment's seeds take as long as each other.
    var estimates: [String: Double] = [:]
    var weights: [Int: Double] = [:]
    for (index, run) in runs.enumerated() {
      // What cannot be decided yet, such as of data that is still to be fetched, has to be trained.
      if (try? run.session.decide()) == .upToDate { continue }
      let name = run.session.spec.name
      let seconds = estimates[name] ?? run.session.estimatedSeconds() ?? 1
      estimates[name] = seconds
      weights[index] = seconds
    }
    return weights
  }

  /// `3 studies, 90 runs: 60 are finished, 30 to train, about 4 min on 2 at a time.`
  func estimate(_ weights: [Int: Double], jobs: Int) -> String {
    let named = studies.count == 1 ? "1 study" : "\(studies.count) studies"
    let finished = runs.count - weights.count
    var text = "\(named), \(runs.count) runs: \(finished) are finished, \(weights.count) to train"
    guard let longest = weights.values.max() else { return text }
    let seconds = max(weights.values.reduce(0, +) / Double(jobs), longest)
    text += ", about \(durationText(seconds: seconds))"
    return text + (jobs == 1 ? "" : " with \(jobs) at a time")
  }

  /// Whether a quick study has fewer seeds or other settings than the whole one; not every study says how it is
  /// shortened.
  var isShortened: Bool { studies.contains { !shortenings(of: $0).isEmpty } }

  /// What a shortened study is worth.
  var quickRemark: String {
    let parts = studies.map { study in
      let own = shortenings(of: study)
      return study.spec.name + (own.isEmpty ? " as it is" : " with \(own.joined(separator: ", "))")
    }
    return "Quick: \(parts.joined(separator: "; ")). "
      + (isShortened
        ? "Verdicts of shortened runs are a first look, not a result." : "Nothing is there that shortens it.")
  }

  private func shortenings(of study: ResolvedStudy) -> [String] {
    let (count, whole) = (
      (seeds ?? study.spec.quick?.seeds ?? study.spec.seeds).count, study.spec.seeds.count
    )
    return (count < whole ? ["\(count) of \(whole) seeds"] : []) + (study.spec.quick?.settings ?? [])
  }
}
