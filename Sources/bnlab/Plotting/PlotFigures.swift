import CommandLineTool
import Experiments
import Plotting
import Reporting
import Runs

/// A figure that a command draws: what it shows, of which experiments, and the name of its file.
struct PlannedFigure {
  let kind: FigureKind
  let name: String
  /// Full names.
  let experiments: [String]
}

extension PlotSubject {
  /// The figures to draw, known before anything is trained.
  var figures: [PlannedFigure] {
    let all = names.all
    let prefix = study.map { $0.spec.name + "-" } ?? ""
    func figure(_ kind: FigureKind) -> PlannedFigure {
      PlannedFigure(kind: kind, name: prefix + kind.rawValue, experiments: all)
    }
    guard kinds.isEmpty else { return kinds.map(figure) }
    guard study != nil else { return [figure(.curves)] }
    let single = all.count > 1 ? all : []
    return [figure(.curves)]
      + single.map {
        PlannedFigure(kind: .curves, name: "\(prefix)curves-\(names.shown($0))", experiments: [$0])
      }
  }

  /// The title of a figure about some of the experiments.
  func title(_ figure: PlannedFigure, _ summaries: [ExperimentSummary]) -> String {
    if let name = figure.experiments.first, figure.experiments.count == 1 {
      return summaries.first { $0.name == name }?.title ?? names.shown(name)
    }
    if let study { return study.spec.title ?? study.spec.name }
    let shown = figure.experiments.map(names.shown)
    return shown.count <= 3 ? listed(shown, "and") : "\(shown.count) experiments"
  }
}
