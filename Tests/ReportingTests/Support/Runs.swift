import Datasets
import Experiments

@testable import Reporting

/// A run with the given figures, one value for each epoch.
func run(
  _ experiment: String, seed: UInt64 = 1, title: String? = nil, source: SourceSpec? = nil,
  _ figures: [Metric: [Double]], published: PublishedFigures = [:], divergedAtEpoch: Int? = nil,
  folder: String? = nil,
  trainSeconds: Double = 2
) -> RunSummary {
  let count = figures.values.map(\.count).max() ?? 0
  let epochs = (0..<count).map { index in
    EpochRecord(epoch: index + 1, values: figures.compactMapValues { index < $0.count ? $0[index] : nil })
  }
  return RunSummary(
    experiment: experiment, title: title, source: source, seed: seed, epochs: epochs,
    trainSeconds: trainSeconds,
    published: published, divergedAtEpoch: divergedAtEpoch, folder: folder)
}

/// An experiment whose runs have one epoch with these figures, for the seeds 1, 2 and so on.
func experiment(
  _ name: String, _ metric: Metric, _ finals: [Double], published: PublishedFigures = [:]
) -> [ExperimentSummary] {
  ExperimentSummary.summaries(
    of: finals.enumerated().map { run(name, seed: UInt64($0 + 1), [metric: [$1]], published: published) })
}

/// Figures that are published for an epoch and for the end of training.
func published(_ metric: Metric, at epoch: Int, _ value: Double, final: Double) -> PublishedFigures {
  var figures = PublishedFigures()
  figures[figuresOf: metric] = [
    PublishedFigure(epoch: epoch, value: value), PublishedFigure(value: final),
  ]
  return figures
}

/// The experiment's runs with the spec that trained them.
func experiment(_ name: String, _ metric: Metric, _ finals: [Double], spec: ExperimentSpec)
  -> [ExperimentSummary]
{
  ExperimentSummary.summaries(
    of: finals.enumerated().map {
      var run = run(name, seed: UInt64($0 + 1), [metric: [$1]])
      run.spec = spec
      return run
    })
}

/// A spec without layers.
func spec(_ dataset: DataSource = .circles(Circles()), shuffle: Bool = true) -> ExperimentSpec {
  ExperimentSpec(
    name: "A", dataset: dataset, model: [], loss: .binaryCrossentropy(fromLogits: false),
    optimizer: .sgd(learningRate: 0.01, momentum: 0, nesterov: false),
    training: TrainingSpec(epochs: 2, shuffle: shuffle))
}
