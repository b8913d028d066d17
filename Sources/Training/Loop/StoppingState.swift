import Engine
import Experiments

/// How far a training is from its early end, with the network of its best epoch if that is to be restored.
struct StoppingState {
  private(set) var rule: EarlyStopping
  private let restores: Bool
  /// The network at the end of the best epoch; nil before the first, or if it is not to be restored.
  private(set) var bestNetwork: Network?

  /// Nil if nothing ends the training early.
  init?(_ training: TrainingSpec) {
    guard let spec = training.earlyStopping, let rule = EarlyStopping(training) else { return nil }
    (self.rule, restores) = (rule, spec.restoresBestWeights)
  }

  /// Takes in an epoch.
  /// - Parameter network: the network at its end.
  mutating func take(_ record: EpochRecord, _ network: Network) {
    // Its tensors are shared until the next step changes them.
    if rule.take(record), restores { bestNetwork = network }
  }

  /// Brings back the state that an earlier trainer had after some epochs.
  /// - Parameters:
  ///   - records: the rows of the epochs.
  ///   - best: the tensors of the best epoch.
  ///   - network: one of the same layers.
  /// - Throws: `WeightsError` if the tensors do not fit; `UnreachableState` if the training was over after these epochs.
  mutating func resume(after records: [EpochRecord], best: [String: Tensor], _ network: Network) throws {
    for record in records { rule.take(record) }
    guard !rule.isOver else { throw UnreachableState() }
    guard restores, rule.best != nil else { return }
    var network = network
    try network.load(best)
    bestNetwork = network
  }
}
