import Engine
import Schema

extension ExperimentSpec {
  /// What decides how a run of any seed trains: two specs with the same value train alike to the last bit, seed by seed, so
  /// that their figures of the training batches are the same by construction.
  ///
  /// The moving statistics of `batch_norm` are used in inference alone, unless training freezes them or the layer, or ends
  /// early by a figure of an evaluation. So how they are updated is left out, as are evaluations and descriptions.
  public var trainingEssence: JSON {
    var spec = self
    (spec.name, spec.title, spec.source, spec.published, spec.notes) = ("", nil, nil, [:], [])
    spec.training.seed = 0
    spec.training.evaluateTrain = true
    spec.training.evaluationBatchSize = nil
    spec.training.logBatches = .none
    let endsByEvaluation = training.monitor.map { !$0.isOfTrainingBatches } ?? false
    if spec.training.freezeBatchNormAfterEpoch == nil, !endsByEvaluation {
      spec.model = model.map { layer in
        guard let norm = layer.configuration as? BatchNorm.Configuration, norm.isTrainable else {
          return layer
        }
        return LayerSpec(norm.trainingPart)
      }
    }
    return spec.json
  }
}
