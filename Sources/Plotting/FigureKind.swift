/// The figures that `bnlab plot` draws.
public enum FigureKind: String, CaseIterable, Sendable {
  /// Metrics by epoch.
  case curves

  /// Whether finished runs are needed.
  public var needsRuns: Bool {
    switch self {
    case .curves: true
    }
  }
}
