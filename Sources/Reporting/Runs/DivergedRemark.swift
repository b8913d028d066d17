extension ExperimentSummary {
  /// Why published figures are missing.
  static let publishedRemark =
    "Published figures are left out where overrides make another experiment than the published one."

  /// The diverged runs, such as `6 of 12 runs of B`; nil if there are none.
  func divergedPart(as name: String) -> String? {
    let count = divergedRuns.count
    if count == 0 { return nil }
    if count < runs.count { return "\(count) of \(runs.count) runs of \(name)" }
    return count == 1 ? "the run of \(name)" : "all \(count) runs of \(name)"
  }

  /// Whether every run diverged.
  var isAllDiverged: Bool { !runs.isEmpty && soundRuns.isEmpty }

  /// A warning about diverged runs; nil if there are none.
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
