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
  /// Which of several figures of one kind it is, counted from 1.
  var part: (number: Int, count: Int)?
}

extension PlotSubject {
  /// The most networks whose maps a study draws side by side.
  private static let mapLimit = 4
  /// The most experiments of a study in one panel: as many as there are colours.
  private static let curveLimit = 7

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
    case .curves where study != nil:
      let groups = curveGroups.filter { $0.count > 1 }
      if groups.count < 2 {
        return [PlannedFigure(kind: kind, name: prefix + kind.rawValue, experiments: names.all)]
      }
      return groups.enumerated().map { index, group in
        PlannedFigure(
          kind: kind, name: prefix + kind.rawValue + (index > 0 ? "-\(index + 1)" : ""), experiments: group,
          part: (index + 1, groups.count))
      }
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

  /// The experiments that share a panel of learning curves. In a study: first those whose figures the article prints, then
  /// the others that have the same data and length, because others would set the scale for them.
  var curveGroups: [[String]] {
    guard study != nil else { return names.all.dividedEvenly(limit: Self.curveLimit) }
    let printed = names.all.filter {
      planned($0)?.experiment.spec.published.isEmpty == false && !Variant.isAltered($0)
    }
    let first = printed.count > 1 ? printed.dividedEvenly(limit: Self.curveLimit) : []
    let comparable = groups { one, other in
      one.hasData(of: other) && one.training.epochs == other.training.epochs
        && one.training.steps == other.training.steps
    }
    let others = comparable.map { $0.map(\.experiment.spec.name).filter { !first.joined().contains($0) } }
    return first + others.flatMap { $0.dividedEvenly(limit: Self.curveLimit) }
  }

  /// The experiments by their data set.
  private var dataSets: [[PlannedExperiment]] { groups { $0.hasData(of: $1) } }

  private func groups(_ belong: (ExperimentSpec, ExperimentSpec) -> Bool) -> [[PlannedExperiment]] {
    planned.reduce(into: []) { groups, planned in
      let index = groups.firstIndex { belong($0[0].experiment.spec, planned.experiment.spec) }
      if let index { groups[index].append(planned) } else { groups.append([planned]) }
    }
  }

  /// The title of a figure about some of the experiments.
  func title(_ figure: PlannedFigure) -> String {
    let shown = figure.experiments.map(names.shown)
    let one = figure.experiments.count == 1 ? figure.experiments.first : nil
    let title = one.flatMap(planned)?.experiment.spec.title
    let part = figure.part.map { " (\($0.number)\u{A0}of\u{A0}\($0.count))" } ?? ""
    let subject = one == nil ? study?.spec.name ?? titleOfSeveral(shown) : titleOfSeveral(shown)
    return switch figure.kind {
    case .curves: (title ?? (one == nil ? study?.spec.title : nil) ?? subject) + part
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

extension Array {
  /// Parts of at most `limit` elements, as equal as possible.
  fileprivate func dividedEvenly(limit: Int) -> [[Element]] {
    let count = (self.count + limit - 1) / limit
    return (0..<count).map { part in
      Array(self[(part * self.count / count)..<((part + 1) * self.count / count)])
    }
  }
}

extension ExperimentSpec {
  /// Whether two experiments have the same samples, however they scale images.
  fileprivate func hasData(of other: ExperimentSpec) -> Bool {
    var (one, two) = (dataset, other.dataset)
    one.images?.scaling = .zeroTo255
    two.images?.scaling = .zeroTo255
    return one == two
  }
}
