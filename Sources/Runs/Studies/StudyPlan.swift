import Experiments
import Text

/// The studies that are to be judged, and the runs that this takes, each once whichever study asks for it.
public struct StudyPlan: Sendable {
  /// Where choices are varied, each study once for each combination.
  public let studies: [ResolvedStudy]
  /// Local studies without a source, which are not judged unless they are named.
  public let omitted: [ResolvedStudy]
  /// Seeds that were chosen instead of each study's own.
  public let chosenSeeds: SeedSelection
  public private(set) var runs: [SelectedRun]
  /// For each study the claims that are not judged because runs are shortened, by name.
  public let unjudged: [[String: UnjudgedReason]]
  private let planned: [String: PlannedExperiment]
  private let settings: RunSettings

  /// - Parameters:
  ///   - names: names or files of studies; empty: every study about an article, that is, with a source.
  ///   - isQuick: whether each study is shortened as it says.
  ///   - isVaried: whether what the articles leave open is varied. Studies that list no choices are then left out, or
  ///     refused if they are named.
  ///   - warn: told of valid settings that are probably mistakes, and without names of local files that cannot be used
  ///     and are not about an article.
  /// - Throws: `Failures` with everything that is wrong in all studies.
  public init(
    _ names: [String], isQuick: Bool, isVaried: Bool = false, seeds chosen: SeedSelection,
    library: StudyLibrary,
    settings: RunSettings, warn: (String) -> Void
  ) throws(Failures) {
    let found = try Self.studies(names, isQuick: isQuick, isVaried: isVaried, library: library, warn: warn)
    studies = found.judged
    omitted = found.omitted
    chosenSeeds = chosen
    for remark in Set(studies.flatMap(\.replacements)).sorted() { warn(remark) }
    var experiments: [String: ResolvedExperiment] = [:]
    var seeded: [(name: String, seed: UInt64)] = []
    var known: Set<String> = []
    for subject in studies.flatMap(\.subjects) {
      let experiment = subject.experiment
      let name = experiment.spec.name
      let twin = experiments[name] ?? experiment
      guard twin.spec.differences(from: experiment.spec).isEmpty else {
        throw Failures(SelectionError.sameNameInStudies(name, twin, experiment))
      }
      experiments[name] = twin
      for seed in chosen.seeds(else: subject.seeds) where known.insert("\(seed) \(name)").inserted {
        seeded.append((name, seed))
      }
    }
    let planned = try ExperimentSelection(experiments.sorted { $0.key < $1.key }.map(\.value))
      .planned(settings.data, warn: warn)
    let byName = Dictionary(planned.experiments.map { ($0.experiment.spec.name, $0) }) { first, _ in first }
    try Self.checkSamples(studies, byName)
    unjudged = studies.map { study in
      study.unjudgedClaims { byName[$0.spec.name]?.plan.data.trainCount }
    }
    (self.planned, self.settings) = (byName, settings)
    runs = settings.runs(seeded.compactMap { name, seed in byName[name].map { ($0, seed) } })
  }

  /// The studies that are judged unless others are named: every study about an article.
  /// - Parameter warn: told of local files that cannot be used and are not about an article.
  /// - Throws: `Failures` with everything that is wrong in all studies.
  public static func usualStudies(
    _ library: StudyLibrary, warn: (String) -> Void
  ) throws(Failures) -> [ResolvedStudy] {
    try studies([], isQuick: false, isVaried: false, library: library, warn: warn).judged
  }

  private static func studies(
    _ names: [String], isQuick: Bool, isVaried: Bool, library: StudyLibrary, warn: (String) -> Void
  ) throws(Failures) -> (judged: [ResolvedStudy], omitted: [ResolvedStudy]) {
    var failures: [Failure] = []
    var studies: [ResolvedStudy] = []
    var omitted: [ResolvedStudy] = []
    do {
      for name in names.isEmpty ? try library.names() : names {
        do {
          let study = try library.resolve(name, isQuick: isQuick)
          if names.isEmpty, study.spec.source == nil || study.spec.onlyByName {
            if !library.isBuiltIn(name), !study.spec.onlyByName { omitted.append(study) }
            continue
          }
          guard !studies.contains(where: { $0.file == study.file }) else { continue }
          guard isVaried else {
            studies.append(study)
            continue
          }
          let varied = try library.combinations(name, isQuick: isQuick)
          if varied.isEmpty, !names.isEmpty {
            failures.append(Failure(SelectionError.noChoices(study: name)))
          }
          studies += varied
        } catch {
          let failure = Failure(error)
          // Nobody asked for this study, so it does not keep the articles' studies from being judged.
          if names.isEmpty, !library.isAboutArticle(broken: name) {
            // A file that cannot be parsed may state a source.
            let problem =
              library.canBeParsed(broken: name)
              ? "has no source and cannot be used" : "cannot be read and is not judged"
            warn("the study \(name.singleLine) \(problem): \(failure.message)")
          } else {
            failures.append(failure)
          }
        }
      }
    } catch {
      failures.append(Failure(error))
    }
    guard failures.isEmpty else { throw Failures(failures) }
    return (studies, omitted)
  }

  /// Leaves only a share of the runs.
  public mutating func keep(_ shard: Shard) { runs.removeAll { !shard.contains($0) } }

  /// `experiments/studies/mine.json has no source: run it by name (bnlab reproduce mine)`
  public var omissions: [String] {
    omitted.map { "\($0.file) has no source: run it by name (bnlab reproduce \($0.spec.name))" }
  }

  private static func checkSamples(
    _ studies: [ResolvedStudy], _ planned: [String: PlannedExperiment]
  ) throws(Failures) {
    var failures: [Failure] = []
    for study in studies {
      do {
        try study.checkSamples { planned[$0.spec.name]?.plan.data.testCount }
      } catch {
        failures.append(Failure(error))
      }
    }
    guard failures.isEmpty else { throw Failures(failures) }
  }

  /// The statistics of layers that the claims need, by the names of the experiments with their overrides.
  public var layerFigures: [String: Set<LayerFigure>] {
    studies.map(\.layerFigures).reduce(into: [:]) { $0.merge($1) { $0.union($1) } }
  }

  /// Further runs of the studies' experiments.
  /// - Parameter seeded: experiments by their names with overrides.
  public func moreRuns(_ seeded: [(experiment: String, seed: UInt64)]) -> [SelectedRun] {
    settings.runs(seeded.compactMap { name, seed in planned[name].map { ($0, seed) } })
  }

  /// What there is to do until all runs are finished.
  public struct Work: Sendable {
    /// Roughly how many seconds each run takes that is to be trained, by its index.
    public var weights: [Int: Double] = [:]
    /// The number of runs that are served by these.
    public var servedCount = 0
    /// The runs that are finished, by their indices.
    public var finished: [Int: RunSession.Outcome] = [:]
  }

  public func work() -> Work {
    // One experiment's seeds take as long as each other.
    var estimates: [String: Double] = [:]
    var work = Work()
    for (index, run) in runs.enumerated() {
      // If undecidable (data not downloaded yet), assume training.
      let look = try? run.session.look()
      work.finished[index] = look?.finished
      switch look?.decision {
      case .upToDate, .served: continue
      case .willBeServed:
        work.servedCount += 1
        continue
      case .train, nil: break
      }
      let name = run.session.spec.name
      let seconds = estimates[name] ?? run.session.estimatedSeconds() ?? 1
      estimates[name] = seconds
      work.weights[index] = seconds
    }
    return work
  }

  /// `3 studies, 90 runs: 60 are finished, 20 to train, which serve 10 others, about 4 min with 2 at a time`
  public func estimate(_ work: Work, jobs: Int) -> String {
    let (weights, servedCount) = (work.weights, work.servedCount)
    let names = Set(studies.map(\.file)).count
    let combinations = studies.count { $0.combination != nil }
    let named =
      counted(names, "study", plural: "studies")
      + (combinations == 0 ? "" : " in \(combinations) combinations")
    let finished = runs.count - weights.count - servedCount
    let text =
      "\(named), \(runs.count) runs: \(finished) are finished, \(weights.count) to train"
      + (servedCount == 0 ? "" : ", which serve \(servedCount) others")
    guard let longest = weights.values.max() else { return text }
    let seconds = max(weights.values.reduce(0, +) / Double(jobs), longest)
    let time = ", about \(durationText(seconds: seconds))"
    return text + time + (jobs == 1 ? "" : " with \(jobs) at a time")
  }

  private var quickening: QuickRemark { QuickRemark(studies, seeds: chosenSeeds, unjudged: unjudged) }

  /// Whether a quick study has fewer seeds or other settings than the whole one; not every study says how it is
  /// shortened.
  public var isShortened: Bool { quickening.isShortened }

  /// A remark on quick studies: how they were shortened, and that their verdicts are only a first look.
  public var quickRemark: String { quickening.text }
}
