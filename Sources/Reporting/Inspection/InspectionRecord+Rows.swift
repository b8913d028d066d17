import Experiments
import Schema

/// The findings for machines: in CSV one table with rows of several kinds, in JSON a list for each kind.
extension InspectionRecord {
  private typealias Row = [String: Cell]

  private static let layerKeys = [
    "index", "layer", "shape", "mean", "sd", "zeros", "saturated", "minimum", "p15", "p50", "p85", "maximum",
    "gradient_norm",
  ]
  private static let parameterKeys = ["index", "layer", "parameter", "shape", "norm", "gradient_norm"]
  private static let normalizationKeys = [
    "index", "layer", "channels", "batch_mean", "moving_mean", "mean_distance", "mean_shift",
    "batch_variance", "moving_variance", "variance_distance", "deviation_ratio",
  ]

  private static let recordKeys = [
    "kind", "experiment", "seed", "epoch", "index", "layer", "parameter", "shape", "loss", "label",
    "prediction", "mean", "sd", "zeros", "saturated", "minimum", "p15", "p50", "p85", "maximum", "norm",
    "gradient_norm", "channels", "batch_mean", "moving_mean", "mean_distance", "mean_shift",
    "batch_variance", "moving_variance", "variance_distance", "deviation_ratio",
  ]

  var recordTable: Table {
    var rows: [Row] = []
    for state in states {
      let start: Row = [
        "experiment": .text(state.experiment), "seed": .text(String(state.seed)),
        "epoch": .integer(state.epoch),
      ]
      func add(_ kind: String, _ row: Row) {
        rows.append(row.merging(start) { $1 }.merging(["kind": .text(kind)]) { $1 })
      }
      add(
        "state",
        ["loss": .exact(state.loss), "label": .count(state.label), "prediction": .count(state.prediction)])
      for layer in state.layers { add("layer", row(of: layer)) }
      for parameter in state.parameters { add("parameter", row(of: parameter)) }
      for normalization in state.normalizations { add("batch_norm", row(of: normalization)) }
    }
    return Self.table(rows, Self.recordKeys)
  }

  var json: JSON {
    let subject =
      switch subject {
      case .sample(let sample): JSON.Member("test_sample", .integer(sample))
      case .samples(let count): JSON.Member("test_samples", .integer(count))
      case .batch(let count): JSON.Member("training_batch", .integer(count))
      }
    return .object([
      .init("format", .integer(Report.jsonFormat(of: "inspection"))), .init("kind", .string("inspection")),
      .init("subject", .object([subject])), .init("states", .array(states.map(json))),
    ])
  }

  private func json(of state: State) -> JSON {
    .object([
      .init("experiment", .string(state.experiment)), .init("seed", .integer(state.seed)),
      .init("epoch", .integer(state.epoch)), .init("loss", .double(state.loss)),
      .init("label", state.label.map { .integer($0) } ?? .null),
      .init("prediction", state.prediction.map { .integer($0) } ?? .null),
      .init("layers", Self.table(state.layers.map(row), Self.layerKeys).json),
      .init("parameters", Self.table(state.parameters.map(row), Self.parameterKeys).json),
      .init("statistics_samples", .integer(state.statisticsSamples)),
      .init("batch_norms", Self.table(state.normalizations.map(row), Self.normalizationKeys).json),
    ])
  }

  private static func table(_ rows: [Row], _ keys: [String]) -> Table {
    Table(keys.map { Table.Column($0) }, rows: rows)
  }

  // MARK: Rows

  private func row(of layer: Layer) -> Row {
    let values = layer.values
    return [
      "index": .count(layer.index), "layer": .text(layer.name), "shape": .text(layer.shape),
      "mean": .exact(values.mean), "sd": .exact(values.deviation), "zeros": .exact(values.zeros),
      "saturated": .exact(layer.saturated), "minimum": .exact(values.minimum),
      "p15": .exact(values.percentile15), "p50": .exact(values.median), "p85": .exact(values.percentile85),
      "maximum": .exact(values.maximum), "gradient_norm": .exact(layer.gradientNorm),
    ]
  }

  private func row(of parameter: Parameter) -> Row {
    [
      "index": .integer(parameter.index), "layer": .text(parameter.layer),
      "parameter": .text(parameter.name), "shape": .text(parameter.shape), "norm": .exact(parameter.norm),
      "gradient_norm": .exact(parameter.gradientNorm),
    ]
  }

  private func row(of normalization: Normalization) -> Row {
    [
      "index": .integer(normalization.index), "layer": .text("batch_norm"),
      "channels": .integer(normalization.channels), "batch_mean": .exact(normalization.batchMean),
      "moving_mean": .exact(normalization.movingMean), "mean_distance": .exact(normalization.meanDistance),
      "mean_shift": .exact(normalization.meanShift),
      "batch_variance": .exact(normalization.batchVariance),
      "moving_variance": .exact(normalization.movingVariance),
      "variance_distance": .exact(normalization.varianceDistance),
      "deviation_ratio": .exact(normalization.deviationRatio),
    ]
  }
}

extension Cell {
  fileprivate static func count(_ value: Int?) -> Cell { value.map { .integer($0) } ?? .blank }
}
