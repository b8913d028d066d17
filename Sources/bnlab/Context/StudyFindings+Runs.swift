import Experiments
import Reporting

extension StudyFindings {
  /// - Parameters:
  ///   - missingSeeds: by experiment, the seeds that were asked for and have no run.
  ///   - unjudged: the claims that are not judged because the runs are shortened, by name.
  ///   - seeds: the seeds of an experiment that count; nil: all that have a run.
  init(
    _ study: ResolvedStudy, summaries: [ExperimentSummary],
    missingSeeds: [String: [UInt64]] = [:], unjudged: [String: UnjudgedReason] = [:],
    seeds: (ResolvedStudy.Subject) -> [UInt64]? = { _ in nil }
  ) {
    self.init(
      study.spec,
      subjects: study.subjects.map { subject in
        let name = subject.experiment.spec.name
        let counted = seeds(subject).map(Set.init)
        let summary = summaries.first { $0.name == name }.flatMap { summary in
          counted.map { summary.only(seeds: $0) } ?? summary
        }
        let missing = (missingSeeds[name] ?? []).filter { counted?.contains($0) ?? true }
        return Subject(name: subject.name, experiment: name, summary: summary, missingSeeds: missing)
      }, unjudged: unjudged)
  }
}
