import Datasets
import Engine
import Experiments

extension PreparedRun {
  /// Finds everything for which a run would be refused before it trains, as far as that is possible without a download.
  /// Files that the spec names are read: data, labels and initial weights.
  ///
  /// Built-in data is right, so at most its labels are compared with the outputs.
  /// - Throws: `DatasetError`, `PlanError`, `FileError`; `DatasetError.filesNotFound` if labels are needed that are not on
  ///   this machine.
  public static func check(
    _ spec: ExperimentSpec, plan: TrainingPlan, data: DataLibrary, kernels: Kernels
  ) throws {
    switch spec.dataset {
    case .npy, .csv, .idx, .blobs:
      _ = try PreparedRun(
        spec: spec, plan: plan, data: try data.load(spec, fetches: false), kernels: kernels, threads: nil)
    case .mnist, .fashionMNIST, .glyphs:
      try checkWeights(spec, plan.network)
      guard let classes = plan.network.loss.classCount(outputs: plan.network.outputShape.count),
        classes < digitCount
      else { return }
      var few = spec
      few.dataset.images?.trainLimit = min(spec.dataset.images?.trainLimit ?? enough, enough)
      few.dataset.images?.testLimit = min(spec.dataset.images?.testLimit ?? enough, enough)
      try checkLabels(data.load(few, fetches: false), plan: plan.network, source: spec.dataset)
    case .circles, .moons, .shapes:
      // There are two classes, for which every loss has an output.
      try checkWeights(spec, plan.network)
    }
  }

  private static func checkWeights(_ spec: ExperimentSpec, _ plan: NetworkPlan) throws {
    guard let path = spec.initialWeights else { return }
    var network = NetworkBuilder(plan: plan, seed: spec.training.seed).build()
    try load(path, into: &network)
  }

  private static let digitCount = 10
  /// So many samples contain all digits.
  private static let enough = 1000
}
