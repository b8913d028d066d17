/// What a figure measures. Only figures of the same kind have a meaningful difference.
enum FigureKind: String {
  case accuracy = "an accuracy"
  case loss = "a loss"
  case epochs = "a number of epochs"
  case accuracyStep = "the worst step of an accuracy"
  case lossStep = "the worst step of a loss"
  case share = "a share of values"
  case value = "a value of a layer"
  case gradientNorm = "the norm of a gradient"
  case seconds = "a time of training"
  case runs = "a number of runs"
  case runShare = "a share of runs"
}

extension FigureQuantity {
  var kind: FigureKind {
    switch self {
    case .metric(let metric, let reading):
      switch reading {
      case .epochsUntil: .epochs
      case .worstStep: metric.higherIsBetter ? .accuracyStep : .lossStep
      case .final, .best, .epoch, .lastEpochs: metric.higherIsBetter ? .accuracy : .loss
      }
    case .layer(let figure):
      if figure.statistic.isShare {
        .share
      } else {
        figure.statistic == .gradientNorm ? .gradientNorm : .value
      }
    case .trainSeconds: .seconds
    case .diverged: .runs
    case .divergedShare: .runShare
    }
  }

  /// Why it has no difference from another one; nil if it has.
  func problem(minus other: FigureQuantity) -> StudyProblem? {
    if kind != other.kind { return .differentKinds(kind.rawValue, other.kind.rawValue) }
    guard case .layer(let layer) = self, case .layer(let otherLayer) = other,
      layer.samples != otherLayer.samples
    else { return nil }
    // The maximum of more values is larger, and each sample's share of the mean loss is smaller.
    return .differentSamples(layer.samples, otherLayer.samples)
  }
}

extension FigureSpec {
  /// Why `minus` cannot be subtracted; nil if it can, or if there is none.
  var problem: StudyProblem? {
    guard let minus else { return nil }
    if minus == base { return .sameFigure }
    return base.quantity.problem(minus: minus.quantity)
  }
}
