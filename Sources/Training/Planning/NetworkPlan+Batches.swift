import Datasets
import Engine
import Experiments

extension NetworkPlan {
  /// The plan of a spec's network, checked against the data and the sizes of the batches.
  /// - Throws: `PlanError` if they do not fit together.
  public init(_ spec: ExperimentSpec, data: DatasetOutline) throws(PlanError) {
    guard let shape = SampleShape(data.featureShape) else {
      throw PlanError(keyPath: "dataset", problem: .dataShape(data.featureShape))
    }
    do throws(PlanError) {
      try self.init(model: spec.model, loss: spec.loss, inputShape: shape)
    } catch {
      throw PlanError(
        keyPath: error.keyPath, problem: error.problem, remedy: spec.dataset.layoutRemedy(error, data))
    }
    if spec.loss.labelKind != .classes || data.labelColumns > 1, data.labelColumns != outputShape.count {
      throw PlanError(
        keyPath: "model[\(layers.count - 1)]",
        problem: .targetColumns(columns: data.labelColumns, outputs: outputShape.count, loss: spec.loss))
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
    // Frozen from the start, batch normalization never computes statistics of a batch, so every batch size will do.
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

  /// Valid settings of the model and the training that are probably mistakes.
  /// - Parameter samples: the number of samples of the training set.
  public func warnings(of training: TrainingSpec, samples: Int) -> [PlanWarning] {
    let allSizes = training.batchSizes(samples: samples)
    var warnings: [PlanWarning] = []
    var usesBatchStatistics = false
    for (index, layer) in layers.enumerated() {
      warnings += layer.configuration.warnings(for: layer.input).map {
        PlanWarning(
          keyPath: PlanError.keyPath(layer: index, layer.name, key: $0.key),
          problem: .option(layer: layer.name, $0.problem))
      }
      let values = allSizes.map { layer.configuration.valuesPerChannel(samples: $0, input: layer.input) }
      guard values.contains(where: { $0 != nil }), training.freezeBatchNormAfterEpoch != 0 else { continue }
      usesBatchStatistics = true
      let singleValueCount = values.count { $0 == 1 }
      if singleValueCount == 0 { continue }
      warnings.append(
        PlanWarning(
          keyPath: "model[\(index)]",
          problem: .singleValues(layer: layer.name, ofLastBatch: singleValueCount < allSizes.count)))
    }
    if training.evaluationBatchSize != nil, !infersByBatch {
      warnings.append(
        PlanWarning(keyPath: "training.evaluation_batch_size", problem: .evaluationBatchSizeIsUnused))
    }
    if training.preciseBatchNorm != nil, !usesBatchStatistics {
      warnings.append(
        PlanWarning(keyPath: "training.precise_batch_norm", problem: .nothingToRecompute))
    }
    return warnings
  }

  /// Evaluated batches that are probably too small for the layers that normalise by them.
  /// - Parameter sets: the numbers of samples of the sets that are evaluated.
  func evaluationWarnings(of training: TrainingSpec, sets: [Int]) -> [PlanWarning] {
    layers.enumerated().compactMap { index, layer in
      guard layer.configuration.infersByBatch,
        layer.configuration.valuesPerChannel(samples: 1, input: layer.input) == 1,
        sets.contains(where: { ($0 - 1) % training.evaluatedBatchSize(samples: $0) == 0 })
      else { return nil }
      return PlanWarning(keyPath: "model[\(index)]", problem: .singleEvaluatedValues(layer: layer.name))
    }
  }
}

extension TrainingSpec {
  /// The number of samples in an evaluated batch, for networks that normalise by it.
  /// - Parameter samples: the size of the larger set.
  func evaluatedBatchSize(samples: Int) -> Int { min(evaluationBatchSize ?? batchSize, samples) }

  /// The sizes of the batches of an epoch, each once: the batch size, and the size of a short last batch.
  /// - Parameter samples: the number of samples of the training set.
  func batchSizes(samples: Int) -> [Int] {
    let (whole, rest) = samples.quotientAndRemainder(dividingBy: batchSize)
    let isRestUsed = rest > 0 && lastBatch != .drop
    return (whole > 0 ? [batchSize] : []) + (isRestUsed ? [rest] : [])
  }
}
