import Drawing

/// The axes that are logarithmic.
public enum LogAxes: String, CaseIterable, Sendable {
  case x, y, xy
  case neither = "none"

  var includesX: Bool { self == .x || self == .xy }
  var includesY: Bool { self == .y || self == .xy }
}

extension Axis {
  /// Losses over a larger range than this get a logarithmic axis: on a linear one, all but the largest lie on the floor.
  private static let linearRange = 50.0

  /// An axis of losses.
  /// - Parameter logAxes: nil: logarithmic if the losses need it.
  static func losses(_ label: String, _ values: [Double], _ logAxes: LogAxes?) -> Axis {
    let finite = values.filter(\.isFinite)
    let isLogarithmic =
      logAxes?.includesY
      ?? (finite.min().map { $0 > 0 && (finite.max() ?? $0) > linearRange * $0 } ?? false)
    return Axis(
      isLogarithmic ? label + ", log scale" : label, Scale(fitting: values, isLogarithmic: isLogarithmic))
  }
}
