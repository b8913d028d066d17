import Text

extension Cell {
  /// A p-value with three decimals, or `< 0.001`.
  static func probability(_ p: Double?) -> Cell {
    p.map { Cell(.number($0), shown: $0 < 0.001 ? "< 0.001" : $0.fixed(3)) } ?? .blank
  }
}

extension PairDifference {
  /// The difference, with the decimals of what is compared.
  var valueCell: Cell { .difference(inference.value, metric.precision, among: numbers) }

  var intervalCell: Cell {
    guard let interval = inference.interval else { return .blank }
    let ends = [interval.low, interval.high].map {
      metric.precision.text($0, isSigned: true, among: numbers)
    }
    return Cell(.none, shown: ends.joined(separator: " to "))
  }

  /// The size of the difference for a sentence.
  var sizeText: String { metric.precision.text((inference.value ?? 0).magnitude, among: numbers) }

  private var numbers: [Double] {
    means + [inference.value, inference.interval?.low, inference.interval?.high].compactMap { $0 }
  }

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
    case .paired(let count): counted(count, "pair")
    case .unpaired(let own, let other): "\(own) and \(other), unpaired"
    }
  }
}
