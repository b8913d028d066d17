/// The figures that `bnlab plot` draws.
public enum FigureKind: String, CaseIterable, Sendable {
  /// Metrics by epoch.
  case curves
  /// The loss of every training batch.
  case batches
  /// The samples of data with two features.
  case data
  /// The first images of a data set.
  case samples
  /// The values of the training data, raw and normalised.
  case histograms
  /// Where networks with two inputs change their decision.
  case boundary
  /// What layers put out for one sample.
  case maps
  /// Percentiles of layers' outputs by epoch.
  case percentiles
  /// The layers with their shapes and parameters.
  case architecture
  /// The claims of a study with their intervals.
  case verdicts

  /// Whether finished runs are needed.
  public var needsRuns: Bool {
    switch self {
    case .curves, .batches, .boundary, .maps, .verdicts: true
    case .data, .samples, .histograms, .percentiles, .architecture: false
    }
  }
}
