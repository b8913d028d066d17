import Experiments
import Schema

/// The keys of a study file that gave a figure, as JSON and CSV repeat them.
struct ClaimKeys {
  var metric: Metric?
  /// `final`, `best` or the number of the epoch.
  var at: Cell = .blank
  var epochsUntil: Double?
  var lastEpochs: Int?
  var worstStep = false
  var layer: LayerFigure?
  /// The name of a figure of whole runs, such as `train_seconds`.
  var ofRuns: String?

  init(_ quantity: FigureQuantity) {
    switch quantity {
    case .metric(let metric, _): self.metric = metric
    case .layer(let figure): layer = figure
    case .trainSeconds, .diverged, .divergedShare:
      ofRuns = quantity.name
      return
    }
    switch quantity.reading {
    case .final: at = .text("final")
    case .best: at = .text("best")
    case .epoch(let epoch): at = .integer(epoch)
    case .epochsUntil(let value): epochsUntil = value
    case .lastEpochs(let count): lastEpochs = count
    case .worstStep: worstStep = true
    }
  }

  /// `input` or the index in the model.
  private var place: Cell {
    layer.map { figure in figure.layer.index.map(Cell.integer) ?? .text("input") } ?? .blank
  }

  private var cells: [(key: String, cell: Cell)] {
    [
      ("metric", (metric?.rawValue ?? ofRuns).map(Cell.text) ?? .blank), ("at", at),
      ("epochs_until", .figure(epochsUntil)), ("last_epochs", lastEpochs.map(Cell.integer) ?? .blank),
      ("worst_step", worstStep ? .boolean(true) : .blank), ("layer", place),
      ("statistic", layer.map { .text($0.statistic.rawValue) } ?? .blank),
      ("samples", layer.map { .integer($0.samples) } ?? .blank),
    ]
  }

  var members: [JSON.Member] { cells.map { JSON.Member($0.key, $0.cell.json) } }

  /// The cell of a key.
  subscript(key: String) -> Cell { cells.first { $0.key == key }?.cell ?? .blank }
}
