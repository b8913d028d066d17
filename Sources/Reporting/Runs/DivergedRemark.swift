extension ExperimentSummary {
  /// A warning where runs diverged; nil where none did.
  var divergedRemark: String? { divergedRemark(as: name) }

  func divergedRemark(as name: String) -> String? {
    let diverged = divergedRuns
    guard let first = diverged.first else { return nil }
    let epoch = first.divergedAtEpoch.map { " in epoch \($0)" } ?? ""
    if runs.count == 1 {
      return "Warning: \(name) diverged\(epoch): a figure was no longer finite."
    }
    let list = diverged.map { run in
      "seed \(run.seed)" + (run.divergedAtEpoch.map { " in epoch \($0)" } ?? "")
    }.joined(separator: ", ")
    return
      "Warning: \(diverged.count) of \(runs.count) runs of \(name) diverged (\(list)); means leave them out."
  }
}
