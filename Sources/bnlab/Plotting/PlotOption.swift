import CommandLineTool
import Drawing
import Experiments
import Plotting
import Reporting
import Runs
import System
import Text

/// `--plot` of commands that make runs: their main figure, beside the result.
extension OptionDefinition {
  /// - Parameter what: what is drawn: `the learning curves`.
  static func plot(_ path: WritableKeyPath<Payload, String?>, of what: String) -> Self {
    .option("--plot", "file", path, .text, help: "Draw \(what) into this SVG file, as bnlab plot does.")
  }
}

/// The title of a figure about several things: their names if they are few.
func titleOfSeveral(_ names: [String]) -> String {
  names.count <= 3 ? listed(names, "and") : "\(names.count) experiments"
}

extension Chart {
  /// The learning curves of a command's runs.
  /// - Parameter experiments: by name; nil if only run folders are known.
  static func curves(
    of runs: [RunSummary], _ experiments: [(name: String, experiment: ResolvedExperiment?)],
    studyNames: [String: String] = [:], metrics: [Metric] = []
  ) -> Chart {
    let variants = VariantNames(experiments, studyNames: studyNames)
    let names = ExperimentNames(variants.all, labels: variants.labels)
    let summaries = ExperimentSummary.summaries(of: runs)
    let shown = summaries.map { names.shown($0.name) }
    let title = summaries.count == 1 ? summaries[0].title ?? shown[0] : titleOfSeveral(shown)
    return CurvesFigure(title: title, experiments: summaries, names: names, metrics: metrics)
      .plotted(name: "curves").chart
  }

  static func verdicts(_ studies: [StudyFindings]) -> Chart {
    VerdictsFigure(title: listed(studies.map(\.study.name), "and") + ": claims", studies: studies)
      .plotted(name: "verdicts").chart
  }
}
