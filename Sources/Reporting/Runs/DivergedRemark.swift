extension ExperimentSummary {
  /// Why figures that an article has published are missing.
  static let publishedRemark =
    "Published figures are left out where overrides make another experiment than the published one."

  /// `6 of 12 runs of B`, that is those that diverged; nil where none did.
  func divergedPart(as name: String) -> String? {
    let count = divergedRuns.count
    if count == 0 { return nil }
    if count < runs.count { return "\(count) of \(runs.count) runs of \(name)" }
    return count == 1 ? "the run of \(name)" : "all \(count) runs of \(name)"
  }

  /// Whether runs were made and none of them has figures that count.
  var isAllDiverged: Bool { !runs.isEmpty && soundRuns.isEmpty }

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
