import CommandLineTool
import Experiments
import Reporting
import Runs
import Schema

extension FilePlace {
  /// Nil for options and built-in files, which are not in the user's repository.
  init?(_ location: SpecLocation) {
    guard let file = location.source.file else { return nil }
    self.init(file: file, line: location.line, column: location.column)
  }
}

extension Failure.Part {
  var located: LocatedMessage { LocatedMessage(message, at: location.flatMap(FilePlace.init)) }
}

extension Console {
  /// Shows claims beside their lines in GitHub Actions. Conditional claims and extensions, which do not decide the exit
  /// status, are left out.
  /// - Parameter levels: of the verdicts that are shown.
  func annotate(
    _ findings: StudyFindings, of study: ResolvedStudy, levels: [Verdict: GitHubAnnotations.Level]
  ) {
    for finding in findings.findings where finding.claim.group == .article {
      guard let level = levels[finding.verdict] else { continue }
      let place = study.location(ofClaim: finding.claim.name).flatMap(FilePlace.init)
      let text = "\(study.spec.name), claim '\(finding.claim.name)': \(finding.sentence)"
      annotate(level, LocatedMessage(text, at: place))
    }
  }
}

extension ProgramContext {
  /// Annotates the claims that make `reproduce` end with status 1 or 2.
  /// - Parameter findings: in the order of the plan's studies.
  func annotate(_ findings: [StudyFindings], of plan: StudyPlan) {
    for (findings, study) in zip(findings, plan.studies) {
      console.annotate(findings, of: study, levels: [.fails: .error, .undecided: .warning])
    }
  }
}
