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
        let summary = summaries.first { $0.name == name }.flatMap { summary in
          seeds(subject).map { summary.only(seeds: Set($0)) } ?? summary
        }
        return Subject(
          name: subject.name, experiment: name, summary: summary, missingSeeds: missingSeeds[name] ?? [])
      }, unjudged: unjudged)
  }
}
