import Engine
import System

extension ExperimentSpec {
  /// How far the moving statistics have settled after so many epochs. Layers whose statistics never change, here or in
  /// longer runs, do not count, nor those that evaluations do not use, nor statistics without initial values: cumulative,
  /// debiased or recomputed ones.
  /// - Parameter trainCount: the number of training samples.
  func settling(afterEpochs epochs: Int, trainCount: Int) -> Settling {
    let frozenAfter = training.freezeBatchNormAfterEpoch ?? epochs
    let steps = training.schedule(samples: trainCount).batches(through: min(epochs, frozenAfter))
    guard training.preciseBatchNorm == nil, frozenAfter > 0 else {
      return Settling(steps: steps, initialShare: 0)
    }
    let shares = model.compactMap { layer -> Double? in
      guard let layer = layer.configuration as? BatchNorm.Configuration, layer.isTrainable,
        layer.updatesMovingStatistics, !layer.infersByBatch
      else { return nil }
      // Debiased averages have no share of their start, as cumulative ones.
      let momentum = layer.debiasesMovingStatistics ? .cumulative : layer.momentum
      return momentum.initialShare(afterSteps: steps)
    }
    return Settling(steps: steps, initialShare: shares.max() ?? 0)
  }
}

extension BatchNorm.Momentum {
  /// The share of the initial value that is left in a moving average.
  fileprivate func initialShare(afterSteps steps: Int) -> Double {
    switch self {
    case .cumulative: steps > 0 ? 0 : 1
    case .rate(let rate): pow(rate, Double(steps))
    }
  }
}
