import Text

extension Confidence {
  /// `95 %`, without the rounding error of the multiplication by 100.
  var percentText: String { "\(((level * 1e10).rounded() / 1e8).exact) %" }
}

extension FigureSummary {
  /// The mean, with the standard deviation if there are two or more runs.
  var cell: Cell { .meanAndDeviation(sample.mean, sample.standardDeviation, metric.precision) }

  /// The median of the epochs at which the runs have the values.
  var epochCell: Cell { medianEpoch.map { Cell(.number($0), shown: $0.exact) } ?? .blank }
}

extension PublishedComparison {
  var insideCell: Cell { isInside.map { Cell(.boolean($0), shown: $0 ? "inside" : "outside") } ?? .blank }
}

extension ExperimentSummary {
  /// Stands in for a figure that no run has.
  var emptyCell: Cell { soundRuns.isEmpty ? Cell(.none, shown: "diverged") : Cell(.none, shown: "–") }
}
