import Datasets
import Engine
import Experiments

extension NetworkPlan {
  /// A spec's network, checked against the data and the batches that it is trained in.
  /// - Throws: `PlanError`.
  public init(_ spec: ExperimentSpec, data: DatasetOutline) throws(PlanError) {
    guard let shape = SampleShape(data.featureShape) else {
      throw PlanError(keyPath: "dataset", problem: .dataShape(data.featureShape))
    }
    try self.init(model: spec.model, loss: spec.loss, inputShape: shape)
    if spec.loss.labelKind == .values, data.labelColumns != outputShape.count {
      throw PlanError(
        keyPath: "model[\(layers.count - 1)]",
        problem: .targetColumns(columns: data.labelColumns, outputs: outputShape.count))
    }
    try checkBatches(of: spec.training, samples: data.trainCount)
  }

  private func checkBatches(of training: TrainingSpec, samples: Int) throws(PlanError) {
    switch training.lastBatch {
    case .keep: break
    case .drop:
      guard training.batchCount(samples: samples) > 0 else {
        throw PlanError(
          keyPath: "training.batch_size",
          problem: .noWholeBatch(samples: samples, batchSize: training.batchSize))
      }
    case .error:
      guard samples % training.batchSize == 0 else {
        throw PlanError(
          keyPath: "training.last_batch",
          problem: .shortLastBatch(samples: samples % training.batchSize, batchSize: training.batchSize))
      }
    }
    // Layers that never see a batch's statistics have nothing to refuse.
    guard training.freezeBatchNormAfterEpoch != 0 else { return }
    for (index, layer) in layers.enumerated() {
      for size in training.batchSizes(samples: samples) {
        do {
          try layer.configuration.checkBatch(samples: size, input: layer.input)
        } catch {
          throw PlanError(
            keyPath: PlanError.keyPath(layer: index, layer.name, key: error.key),
            problem: .shape(layer: layer.name, error.error))
        }
      }
    }
  }

  /// Valid settings that are probably mistakes.
  /// - Parameter samples: of the training set.
  public func warnings(of training: TrainingSpec, samples: Int) -> [PlanWarning] {
    let allSizes = training.batchSizes(samples: samples)
    var warnings: [PlanWarning] = []
    var takesStatistics = false
    for (index, layer) in layers.enumerated() {
      let values = allSizes.map { layer.configuration.valuesPerChannel(samples: $0, input: layer.input) }
      guard values.contains(where: { $0 != nil }), training.freezeBatchNormAfterEpoch != 0 else { continue }
      takesStatistics = true
      let single = values.count { $0 == 1 }
      if single == 0 { continue }
      warnings.append(
        PlanWarning(
          keyPath: "model[\(index)]",
          problem: .singleValues(layer: layer.name, ofLastBatch: single < allSizes.count)))
    }
    if training.preciseBatchNorm != nil, !takesStatistics {
      warnings.append(
        PlanWarning(keyPath: "training.precise_batch_norm", problem: .nothingToRecompute))
    }
    return warnings
  }
}

/// Something about a spec that is allowed and yet hardly meant.
public struct PlanWarning: Equatable, Sendable {
  public enum Problem: Equatable, Sendable {
    /// A batch normalization gets batches with one value per channel.
    case singleValues(layer: String, ofLastBatch: Bool)
    case nothingToRecompute
  }

  /// Where in the spec, such as `model[3]`.
  public let keyPath: String
  public let problem: Problem
}

extension PlanWarning: CustomStringConvertible {
  public var description: String {
    switch problem {
    case .singleValues(let layer, true):
      "\(layer) gets one value per channel from the last batch of an epoch, a single sample: whatever it is, the"
        + " output is beta, and the moving variance takes in a 0; training.last_batch \"drop\" leaves it out"
    case .singleValues(let layer, false):
      "\(layer) gets one value per channel from every batch: whatever it is, the output is beta"
    case .nothingToRecompute: "the model has no batch_norm whose statistics could be recomputed"
    }
  }
}

extension TrainingSpec {
  /// The steps of an epoch.
  /// - Parameter samples: of the training set, at least one.
  func batchCount(samples: Int) -> Int {
    switch lastBatch {
    case .keep, .error: (samples - 1) / batchSize + 1
    case .drop: samples / batchSize
    }
  }

  /// The numbers of samples that batches have: that of most, and that of the last where it is short.
  func batchSizes(samples: Int) -> [Int] {
    let (whole, rest) = samples.quotientAndRemainder(dividingBy: batchSize)
    let isRestUsed = rest > 0 && lastBatch != .drop
    return (whole > 0 ? [batchSize] : []) + (isRestUsed ? [rest] : [])
  }
}
