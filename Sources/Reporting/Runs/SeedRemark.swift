/// What is said about experiments on which the seed has no effect.
enum SeedRemark {
  /// `the seed has no effect on A, so its 5 runs count as one`
  static func clause(_ name: String, runs: Int) -> String {
    "the seed has no effect on \(name)" + (runs > 1 ? ", so its \(runs) runs count as one" : "")
  }
}

extension ExperimentSummary {
  /// A warning if several runs are the same run, because the seed decides nothing; otherwise nil.
  func seedRemark(as name: String) -> String? {
    guard !seedHasEffect, runs.count > 1 else { return nil }
    return
      "Warning: the seed has no effect on \(name): no random initial weights, no dropout, and the order of the samples does not matter. "
      + "Its \(runs.count) runs count as one."
  }
}
