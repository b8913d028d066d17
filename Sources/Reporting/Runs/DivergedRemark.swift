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
  public var isAllDiverged: Bool { !runs.isEmpty && soundRuns.isEmpty }

  /// A warning about diverged runs; nil if there are none.
  var divergedRemark: String? { divergedRemark(as: name) }

  func divergedRemark(as name: String) -> String? {
    let remarks = [figuresRemark(as: name), hiddenRemark(as: name)].compactMap { $0 }
    return remarks.isEmpty ? nil : remarks.joined(separator: " ")
  }

  private func figuresRemark(as name: String) -> String? {
    let diverged = divergedRuns
    guard let first = diverged.first else { return nil }
    let epoch = first.divergedAtEpoch.map { " in epoch \($0)" } ?? ""
    if runs.count == 1 {
      let reason = first.divergence.map { "\($0)" } ?? "a figure was no longer finite"
      return "Warning: \(name) diverged\(epoch): \(reason)."
    }
    let list = diverged.map { run in
      "seed \(run.seed)" + (run.divergedAtEpoch.map { " in epoch \($0)" } ?? "")
    }.joined(separator: ", ")
    return
      "Warning: \(diverged.count) of \(runs.count) runs of \(name) diverged (\(list)); means leave them out."
  }

  /// A warning about runs whose figures are finite although a weight or a statistic is not.
  private func hiddenRemark(as name: String) -> String? {
    let hidden = soundRuns.filter { $0.divergence != nil }
    guard let first = hidden.first, let divergence = first.divergence else { return nil }
    let which = hidden.count == 1 ? "" : ", the first of \(hidden.count) such runs"
    return
      "Warning: figures of \(name) are finite, but \(divergence) in seed \(first.seed)\(which)."
  }
}
