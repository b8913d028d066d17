import Text

extension Cell {
  /// A p-value with three decimals, or `< 0.001`.
  static func probability(_ p: Double?) -> Cell {
    p.map { Cell(.number($0), shown: $0 < 0.001 ? "< 0.001" : $0.fixed(3)) } ?? .blank
  }
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
    case .unpaired(let own, let other): "\(own) and \(other), unpaired"
    }
  }
}
