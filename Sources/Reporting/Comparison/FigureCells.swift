import Text

extension Confidence {
  /// `95 %`, without the rounding that a hundredfold brings in.
  var percentText: String { "\(((level * 1e10).rounded() / 1e8).exact) %" }
}

extension Cell {
  /// A p-value: three digits, and `< 0.001` below that.
  static func probability(_ p: Double?) -> Cell {
    p.map { Cell(.number($0), shown: $0 < 0.001 ? "< 0.001" : $0.fixed(3)) } ?? .blank
  }
}

extension FigureSummary {
  /// The mean, with the deviation where two runs or more are there.
  var cell: Cell { .meanAndDeviation(sample.mean, sample.standardDeviation) }

  /// The median of the epochs that the values are from.
  var epochCell: Cell { medianEpoch.map { Cell(.number($0), shown: $0.exact) } ?? .blank }
}

extension PublishedComparison {
  var insideCell: Cell { isInside.map { Cell(.boolean($0), shown: $0 ? "inside" : "outside") } ?? .blank }
}

extension ExperimentSummary {
  /// In the place of a figure that no run has.
  var emptyCell: Cell { soundRuns.isEmpty ? Cell(.none, shown: "diverged") : Cell(.none, shown: "–") }
}

extension MeanInference {
  var intervalCell: Cell {
    guard let interval else { return .blank }
    let (low, high) = (interval.low, interval.high)
    return Cell(
      .none, shown: "\(low.signedFigure(Cell.figureDecimals)) to \(high.signedFigure(Cell.figureDecimals))")
  }
}

extension PairDifference {
  var effectSizeCell: Cell {
    guard let effectSize else { return .blank }
    let name =
      switch effectSize.kind {
      case .cohensDz: "d_z"
      case .hedgesG: "g"
      }
    return Cell(.number(effectSize.value), shown: "\(name) = \(effectSize.value.figure(2))")
  }
}

extension PairDifference.Basis {
  var text: String {
    switch self {
    case .paired(let count): count == 1 ? "1 pair" : "\(count) pairs"
    case .unpaired(let first, let second): "\(first) and \(second), unpaired"
    }
  }
}
