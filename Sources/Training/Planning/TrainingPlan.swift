import Datasets
import Engine
import Experiments

/// What is known about the training of a spec before its data is read: the network, and the shape and size of the data.
public struct TrainingPlan: Sendable {
  public let network: NetworkPlan
  /// The data after the division of the training set, so that the training samples are those that are trained on.
  public let data: DatasetOutline
  private let dataWarnings: [PlanWarning]

  /// - Parameter data: the whole data set.
  /// - Throws: `PlanError` if the model, the loss, the batches and the data do not fit together.
  public init(_ spec: ExperimentSpec, data: DatasetOutline) throws(PlanError) {
    let data = try data.divided(for: spec.training)
    network = try NetworkPlan(spec, data: data)
    self.data = data
    dataWarnings = [spec.dataset.layoutWarning(data)].compactMap { $0 }
  }

  /// Valid settings that are probably mistakes.
  public func warnings(of training: TrainingSpec) -> [PlanWarning] {
    data.warnings.map { PlanWarning(keyPath: "dataset", problem: .data($0)) } + dataWarnings
      + network.warnings(of: training, samples: data.trainCount)
      + network.evaluationWarnings(
        of: training, sets: (training.evaluateTrain ? [data.trainCount] : []) + [data.testCount])
  }

  /// A rough estimate of the time of the whole training on one thread, in seconds, from the size of the network.
  public func guessedSeconds(of training: TrainingSpec) -> Double {
    let (epoch, schedule) = (network.guessedEpochSeconds(of: training, data), schedule(of: training))
    let epochs = Double(schedule.batchCount) / Double(schedule.batchesPerEpoch)
    return epochs * epoch.batches + Double(schedule.epochCount) * epoch.evaluation
  }

  /// How the batches of the training are divided into epochs.
  public func schedule(of training: TrainingSpec) -> TrainingSchedule {
    training.schedule(samples: data.trainCount)
  }
}

extension NetworkPlan {
  /// Seconds of an epoch's batches, and of the evaluation that follows.
  func guessedEpochSeconds(
    of training: TrainingSpec, _ data: DatasetOutline
  ) -> (batches: Double, evaluation: Double) {
    let forward =
      costPerSample * Guess.secondsPerMultiplyAdd
      + Double(layers.reduce(0) { $0 + $1.output.count }) * Guess.secondsPerValue
    let samples = Double(data.trainCount)
    let steps = (samples / Double(training.batchSize)).rounded(.up)
    let schedule = training.schedule(samples: data.trainCount)
    let passes = Double(schedule.batchesPerEpoch) / Double(schedule.batchesPerPass)
    let step = Double(trainableCount) * Guess.secondsPerParameter + Guess.secondsPerStep
    let evaluated =
      Double(data.testCount + data.validationCount) + (training.evaluateTrain ? samples : 0)
    // A backward pass costs twice as much as a forward pass.
    return (passes * (3 * samples * forward + steps * step), evaluated * forward)
  }

  /// Measured on a processor of 2024 with AVX-512. Older processors take up to three times as long.
  private enum Guess {
    static let secondsPerMultiplyAdd = 1.6e-11
    /// For each output value of a layer: activations, normalization, memory.
    static let secondsPerValue = 3e-10
    /// For the optimizer.
    static let secondsPerParameter = 1e-9
    static let secondsPerStep = 1e-5
  }
}

extension DataLibrary {
  /// The network of a spec, after all checks that are possible without reading the data.
  /// - Throws: `DatasetError`, `PlanError`.
  public func plan(of spec: ExperimentSpec) throws -> TrainingPlan {
    try TrainingPlan(spec, data: outline(of: spec))
  }
}
