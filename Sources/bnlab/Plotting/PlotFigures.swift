import CommandLineTool
import Experiments
import Plotting
import Reporting
import Runs
import Text

/// A figure that a command draws: what it shows, of which experiments, and the name of its file.
struct PlannedFigure {
  let kind: FigureKind
  let name: String
  /// Full names.
  let experiments: [String]
}

extension PlotSubject {
  /// The most networks whose maps a study draws side by side.
  private static let mapLimit = 3

  /// The figures to draw, known before anything is trained: those that were asked for, otherwise the curves of experiments
  /// and everything of a study that its data have.
  var figures: [PlannedFigure] {
    if !kinds.isEmpty { return kinds.flatMap(figures(of:)) }
    guard study != nil else { return figures(of: .curves) }
    let isFlat = planned.contains { $0.plan.data.featureShape == [2] }
    let hasImages = planned.contains { $0.plan.data.featureShape.reduce(1, *) >= 64 }
    let logsBatches = planned.contains { $0.experiment.spec.training.logBatches.includesTraining }
    let single = names.all.count > 1 ? names.all : []
    let curves =
      figures(of: .curves)
      + single.map {
        PlannedFigure(kind: .curves, name: "\(prefix)curves-\(names.shown($0))", experiments: [$0])
      }
    return (isFlat ? figures(of: .data) : [])
      + (hasImages ? figures(of: .samples) + figures(of: .histograms) : []) + figures(of: .architecture)
      + curves + (logsBatches ? figures(of: .batches) : []) + (isFlat ? figures(of: .boundary) : [])
      + (hasImages ? figures(of: .maps) : [])
      + figures(of: .verdicts)
  }

  private var prefix: String { study.map { $0.spec.name + "-" } ?? "" }

  /// One figure, or where it shows data, one for each data set.
  private func figures(of kind: FigureKind) -> [PlannedFigure] {
    switch kind {
    case .curves, .batches, .boundary, .percentiles, .architecture, .verdicts:
      return [PlannedFigure(kind: kind, name: prefix + kind.rawValue, experiments: names.all)]
    case .maps:
      // In a study the networks that are experiments by themselves, without the study's overrides.
      let plain = planned.filter { study == nil || $0.experiment.overrides.isEmpty }
        .map(\.experiment.spec.name)
      return [
        PlannedFigure(
          kind: kind, name: prefix + kind.rawValue,
          experiments: study == nil
            ? names.all : Array((plain.isEmpty ? names.all : plain).prefix(Self.mapLimit)))
      ]
    case .data, .samples, .histograms:
      let sets = dataSets
      return sets.map { set in
        PlannedFigure(
          kind: kind,
          name: prefix + kind.rawValue
            + (sets.count > 1 ? "-" + names.shown(set[0].experiment.spec.name) : ""),
          experiments: set.map(\.experiment.spec.name))
      }
    }
  }

  /// The experiments by their data set, however they scale it.
  private var dataSets: [[PlannedExperiment]] {
    planned.reduce(into: [[PlannedExperiment]]()) { sets, experiment in
      func dataset(_ experiment: PlannedExperiment) -> ExperimentSpec {
        var spec = experiment.experiment.spec
        spec.dataset.images?.scaling = .zeroTo255
        return spec
      }
      if let index = sets.firstIndex(where: { dataset($0[0]).dataset == dataset(experiment).dataset }) {
        sets[index].append(experiment)
      } else {
        sets.append([experiment])
      }
    }
  }

  /// The title of a figure about some of the experiments.
  func title(_ figure: PlannedFigure) -> String {
    let shown = figure.experiments.map(names.shown)
    let one = figure.experiments.count == 1 ? figure.experiments.first : nil
    let title = one.flatMap(planned)?.experiment.spec.title
    let subject = one == nil ? study?.spec.name ?? titleOfSeveral(shown) : titleOfSeveral(shown)
    return switch figure.kind {
    case .curves: title ?? (one == nil ? study?.spec.title : nil) ?? subject
    case .batches: "\(subject): loss of each batch"
    case .data: "\(subject): data"
    case .samples: "\(subject): training images"
    case .histograms: "\(subject): training data"
    case .boundary: "\(subject): decision boundaries"
    case .maps: "\(subject): outputs of layers"
    case .percentiles: "\(subject): percentiles of layers' outputs"
    case .architecture: "\(subject): layers"
    case .verdicts: "\(subject): claims"
    }
  }
}
