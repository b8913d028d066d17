import Experiments
import Runs

/// A run as the console names it.
struct DisplayedRun {
  /// The full name, for messages and logs: `A+training.epochs=5, seed 1`.
  let title: String
  /// The name with what sets it apart from the other runs, for a terminal: `A+epochs=5, seed 1`.
  let label: String
  let epochs: Int

  /// - Parameter label: nil: the title.
  init(title: String, label: String? = nil, epochs: Int) {
    (self.title, self.label, self.epochs) = (title, label ?? title, epochs)
  }

  static func all(_ runs: [SelectedRun]) -> [DisplayedRun] {
    let names = VariantNames(runs.map { ($0.experiment.spec.name, $0.experiment) })
    return runs.map { run in
      let experiment = run.experiment
      let own = names.labels[experiment.spec.name]
      // A single variant needs no telling apart.
      let name = own ?? (names.all.count > 1 ? experiment.spec.name : experiment.baseName)
      let more = own == nil && name != experiment.spec.name ? "+…" : ""
      return DisplayedRun(
        title: run.title, label: "\(name)\(more), seed \(run.session.spec.training.seed)",
        epochs: run.session.epochCount ?? 1)
    }
  }
}
