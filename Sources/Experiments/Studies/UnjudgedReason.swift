/// Why a claim is not judged. Either a quick study shortens the runs, and what they show can be the opposite of what whole
/// runs show; or the claim means nothing for a combination of choices.
public enum UnjudgedReason: Hashable, Sendable {
  /// The claim gives numbers for a metric. An article has them from whole runs.
  case numbers(experiment: String)
  /// The figure needs the end of the training, or all of it.
  case wholeTraining(experiment: String)
  /// The runs have other data or other settings than those of the whole study, not only fewer epochs. Then sizes of
  /// differences are other ones, too.
  case otherRuns(experiment: String)
  /// The moving statistics of batch normalization still hold too much of their initial values.
  case unsettled(experiment: String, settling: Settling)
  /// With the choices that are tried, the experiment does not have the figure.
  case noSuchFigure(experiment: String)
  /// With the choices that are tried, the layer is of another kind than in the study.
  case otherLayer(experiment: String, index: Int, layer: String)

  /// Whether the runs are too short; otherwise the choices that are tried stand in the way.
  public var isShortened: Bool {
    switch self {
    case .numbers, .wholeTraining, .otherRuns, .unsettled: true
    case .noSuchFigure, .otherLayer: false
    }
  }
}

/// How far the moving statistics of batch normalization are from their initial values.
public struct Settling: Hashable, Sendable {
  /// The steps that update them.
  public let steps: Int
  /// The largest share of the initial values that is left in a layer: momentum to the power of the steps.
  public let initialShare: Double

  /// The largest share that counts as settled. The initial variance is 1, so with a share of 5 % the deviation that
  /// inference uses is off by at most 2.5 % where the true variance is 0.5 or more. Momentum 0.99 needs 299 steps for it.
  public static let maximumShare = 0.05

  public var isSettled: Bool { initialShare <= Self.maximumShare }
}
