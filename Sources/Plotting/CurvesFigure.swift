import Drawing
import Experiments
import Reporting
import Text

/// Learning curves: the mean over the seeds with its confidence interval, a panel for accuracies and one for losses.
public struct CurvesFigure {
  /// The most runs of an experiment that are also drawn one by one.
  static let singleRunLimit = 5
  /// The most experiments that are drawn with both training and test figures unless metrics are chosen.
  private static let bothLimit = 4

  public let title: String
  public let experiments: [ExperimentSummary]
  public let names: ExperimentNames
  /// Empty: accuracies, or losses if there are none.
  public let metrics: [Metric]
  public let logAxes: LogAxes?
  /// Whether a few runs may also be drawn one by one.
  private let drawsRuns: Bool

  public init(
    title: String, experiments: [ExperimentSummary], names: ExperimentNames, metrics: [Metric] = [],
    logAxes: LogAxes? = nil, drawsRuns: Bool = true
  ) {
    self.drawsRuns = drawsRuns
    self.title = title
    self.experiments = experiments
    self.names = names
    self.metrics = metrics.distinct
    self.logAxes = logAxes
  }

  /// The metrics to draw. At least one run has each of them.
  public var shownMetrics: [Metric] {
    let known = Set(experiments.flatMap(\.metrics))
    guard metrics.isEmpty else { return metrics.filter(known.contains) }
    for candidates in [
      [Metric.testAccuracy, .validationAccuracy, .trainAccuracy], [.testLoss, .validationLoss, .trainLoss],
    ] {
      let found = candidates.filter(known.contains)
      if !found.isEmpty { return experiments.count > Self.bothLimit ? Array(found.prefix(1)) : found }
    }
    return []
  }

  /// The metrics of a second figure beside one without chosen metrics: losses, if that one shows accuracies.
  public var otherMetrics: [Metric] {
    let shown = shownMetrics
    guard metrics.isEmpty, shown.contains(where: \.higherIsBetter) else { return [] }
    let losses: [Metric] =
      experiments.count > Self.bothLimit ? [.testLoss] : [.testLoss, .validationLoss, .trainLoss]
    let known = Set(experiments.flatMap(\.metrics))
    return losses.filter(known.contains)
  }

  public func plotted(name: String) -> PlottedFigure {
    let metrics = shownMetrics
    let curves = experiments.map { experiment in metrics.map { LearningCurve(experiment, $0) } }
    let groups = Self.groups(metrics)
      // In the order in which they were asked for.
      .sorted { (metrics.firstIndex(of: $0[0]) ?? 0) < (metrics.firstIndex(of: $1[0]) ?? 0) }
    let panels = groups.map { panel($0, curves) }
    return PlottedFigure(
      name: name,
      chart: Chart(
        title: title, description: description(metrics, curves), panels: panels, columns: 2,
        key: key(metrics, curves), notes: notes),
      data: LearningCurve.table(curves.flatMap { $0 }))
  }

  // MARK: Panels

  /// Accuracies, then losses, as far as there are any.
  private static func groups(_ metrics: [Metric]) -> [[Metric]] {
    [metrics.filter(\.higherIsBetter), metrics.filter { !$0.higherIsBetter }].filter { !$0.isEmpty }
  }

  private func panel(_ metrics: [Metric], _ curves: [[LearningCurve]]) -> Panel {
    let main = Self.main(metrics)
    var back: [Mark] = []
    var front: [Mark] = []
    for (index, experiment) in experiments.enumerated() {
      let tone = Tone.series(index)
      for metric in metrics {
        let dash = Self.dash(of: metric, among: metrics)
        let thin = Stroke(tone, dash, isThin: true)
        // Huge losses would leave no room for those of others.
        if experiment.isAllDiverged, metric.higherIsBetter || experiments.allSatisfy(\.isAllDiverged) {
          back += Self.lines(
            experiment.runs, metric, thin,
            label: metric == main ? names.shown(experiment.name) + " (diverged)" : nil)
        }
        guard let curve = curves[index].first(where: { $0.metric == metric }), !curve.points.isEmpty else {
          continue
        }
        back.append(.band(Self.slices(curve), tone))
        if showsRuns(experiment) { back += Self.lines(experiment.soundRuns, metric, thin) }
        front.append(
          .line(
            curve.points.map { Place(Double($0.epoch), $0.mean ?? .nan) }, Stroke(tone, dash),
            symbol: metric == main ? .ofSeries(index) : nil,
            label: metric == main ? names.shown(experiment.name) : nil))
        if metric == main { front += Self.published(experiment, metric, tone) }
      }
    }
    let marks = back + front
    var values = Self.values(marks)
    let areAccuracies = metrics.allSatisfy(\.higherIsBetter)
    // An interval of an accuracy may go beyond what accuracies can be.
    if areAccuracies { values = values.map { min(max($0, 0), 1) } }
    let isLogX = logAxes?.includesX == true
    let epochs = Scale(
      fitting: experiments.flatMap { $0.runs.flatMap { $0.epochs.map { Double($0.epoch) } } },
      isLogarithmic: isLogX, isTight: true)
    return Panel(
      x: Axis("epoch", epochs, isWhole: !isLogX),
      y: areAccuracies
        ? Axis(Self.label(metrics), Scale(fitting: values, isLogarithmic: logAxes?.includesY == true))
        : .losses(Self.label(metrics), values, logAxes), marks: marks)
  }

  /// Whether the runs are drawn one by one: few runs of few experiments.
  private func showsRuns(_ experiment: ExperimentSummary) -> Bool {
    drawsRuns && experiments.count <= Self.bothLimit && 2...Self.singleRunLimit ~= experiment.soundRuns.count
  }

  /// - Parameter label: of the first line.
  private static func lines(_ runs: [RunSummary], _ metric: Metric, _ stroke: Stroke, label: String? = nil)
    -> [Mark]
  {
    runs.enumerated().map { index, run in
      .line(
        run.epochs.map { Place(Double($0.epoch), $0.values[metric] ?? .nan) }, stroke,
        label: index == 0 ? label : nil)
    }
  }

  private static func slices(_ curve: LearningCurve) -> [Mark.Slice] {
    curve.points.compactMap { point in
      point.interval.map { Mark.Slice(x: Double(point.epoch), low: $0.low, high: $0.high) }
    }
  }

  /// The figure that the article publishes for the end of training, across the panel, and those of epochs as points.
  private static func published(_ experiment: ExperimentSummary, _ metric: Metric, _ tone: Tone) -> [Mark] {
    let final = experiment.published[metric].map { value in
      Mark.rule(.horizontal, at: value, Stroke(tone, .dotted), label: "published \(value.brief)")
    }
    let places = experiment.published.epochs(of: metric).compactMap { epoch in
      experiment.published[metric, epoch: epoch].map { Place(Double(epoch), $0) }
    }
    return (final.map { [$0] } ?? []) + (places.isEmpty ? [] : [.points(places, .cross, tone)])
  }

  private static func values(_ marks: [Mark]) -> [Double] {
    marks.flatMap { mark -> [Double] in
      switch mark {
      case .line(let places, _, _, _), .points(let places, _, _, _): places.map(\.y)
      case .band(let slices, _): slices.flatMap { [$0.low, $0.high] }
      case .rule(.horizontal, let value, _, _): [value]
      case .rule(.vertical, _, _, _), .bars, .span, .cells, .field, .patch, .box, .text: []
      }
    }
  }

  // MARK: Words

  /// The metric whose lines carry the experiments' names: the test set's if it is drawn.
  private static func main(_ metrics: [Metric]) -> Metric? {
    metrics.first(where: \.isOfTest) ?? metrics.first
  }

  private static func dash(of metric: Metric, among metrics: [Metric]) -> Stroke.Dash {
    if metrics.count == 1 || metric.isOfTest { return .solid }
    return metric.isOfValidation || metric.isOfTrainEvaluation && metrics.count > 2 ? .dotted : .dashed
  }

  private static func label(_ metrics: [Metric]) -> String {
    if metrics.count == 1, let metric = metrics.first { return metric.words }
    return metrics.allSatisfy(\.higherIsBetter) ? "accuracy" : "loss"
  }

  private func key(_ metrics: [Metric], _ curves: [[LearningCurve]]) -> [KeyEntry] {
    var entries: [KeyEntry] = []
    for group in Self.groups(metrics) where group.count > 1 {
      for metric in group {
        let words =
          metric.isOfTest
          ? "test"
          : metric.isOfValidation
            ? "validation" : metric.isOfTrainEvaluation ? "training set, evaluated" : "training"
        entries.append(KeyEntry(.line(Stroke(.ink, Self.dash(of: metric, among: group)), nil), words))
      }
    }
    // The line of a figure for the end of training has a label of its own.
    if let main = Self.main(metrics), experiments.contains(where: { !$0.published.epochs(of: main).isEmpty })
    {
      entries.append(KeyEntry(.symbol(.cross, .ink), "published by the article"))
    }
    if curves.joined().contains(where: { $0.points.contains { $0.interval != nil } }) {
      entries.append(KeyEntry(.area(.ink), "95 % confidence interval of the mean"))
    }
    return entries
  }

  private var notes: [String] {
    let sound = experiments.filter { !$0.soundRuns.isEmpty }
    let counts = Set(sound.map(\.soundRuns.count)).sorted()
    var sentences: [String] = []
    if let low = counts.first, let high = counts.last {
      let range = low == high ? "\(low)" : "\(low) to \(high)"
      sentences.append(
        high == 1
          ? sound.count == 1 ? "One run." : "One run of each."
          : "Lines: means of \(range) runs, which differ in the seed.")
    }
    if sound.contains(where: \.hasUnequalLengths) {
      sentences.append("Not all runs have the same number of epochs: a mean is of those that have the epoch.")
    }
    if experiments.contains(where: showsRuns) { sentences.append("Thin lines: single runs.") }
    let diverged = sound.reduce(0) { $0 + $1.divergedRuns.count }
    if diverged > 0 { sentences.append("\(diverged) diverged and are left out.") }
    let lost = experiments.filter(\.isAllDiverged).map { names.shown($0.name) }
    if !lost.isEmpty {
      sentences.append(
        "All runs of \(listed(lost, "and")) diverged: each is a thin line, as far as it is finite.")
    }
    return sentences.isEmpty ? [] : [sentences.joined(separator: " ")]
  }

  private func description(_ metrics: [Metric], _ curves: [[LearningCurve]]) -> String {
    let ends = zip(experiments, curves).compactMap { experiment, curves -> String? in
      guard let main = Self.main(metrics), let last = curves.first(where: { $0.metric == main })?.points.last,
        let mean = last.mean
      else { return nil }
      return "\(names.shown(experiment.name)) ends at \(mean.brief) after \(last.epoch) epochs"
    }
    let lost = experiments.filter(\.isAllDiverged).map { "\(names.shown($0.name)) diverged in all runs" }
    return metrics.map(\.words).joined(separator: " and ") + " by epoch. "
      + (ends + lost).joined(separator: "; ") + "."
  }
}

extension Metric {
  /// `test accuracy`
  public var words: String {
    switch self {
    case .trainLoss: "training loss"
    case .trainAccuracy: "training accuracy"
    case .trainEvalLoss: "training set's loss, evaluated"
    case .trainEvalAccuracy: "training set's accuracy, evaluated"
    case .testLoss: "test loss"
    case .testAccuracy: "test accuracy"
    case .validationLoss: "validation loss"
    case .validationAccuracy: "validation accuracy"
    }
  }
}
