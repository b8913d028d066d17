import Drawing
import Engine
import Reporting
import Text
import Training

/// The layers of networks as boxes, one below the other, with the shapes of their outputs and their parameters.
public struct ArchitectureFigure {
  /// The height of a layer in pixels.
  private static let layerHeight = 38.0

  public let title: String
  public let networks: [(name: String, plan: NetworkPlan)]

  public init(title: String, networks: [(name: String, plan: NetworkPlan)]) {
    self.title = title
    self.networks = networks
  }

  public func plotted(name: String) -> PlottedFigure {
    var table = Table(
      ["experiment", "index", "layer", "output", "trainable", "non_trainable"].map { Table.Column($0) })
    for (name, plan) in networks {
      for (index, layer) in plan.layers.enumerated() {
        table.append([
          .text(name), .integer(index), .text(layer.name), .text(layer.output.description),
          .integer(layer.trainableCount), .integer(layer.nonTrainableCount),
        ])
      }
    }
    return PlottedFigure(
      name: name,
      chart: Chart(
        title: title,
        description: networks.map { name, plan in
          "\(name): input \(plan.inputShape), "
            + plan.layers.map { "\($0.name) to \($0.output)" }.joined(separator: ", ")
        }.joined(separator: ". "),
        panels: networks.map(panel), columns: 3,
        notes: ["Each layer with the shape of its output for one sample and the number of its parameters."]),
      data: table)
  }

  private func panel(_ name: String, _ plan: NetworkPlan) -> Panel {
    let rows =
      [("input", "", plan.inputShape.description, Tone.faint)]
      + plan.layers.map { layer in
        let count = layer.trainableCount + layer.nonTrainableCount
        return (
          layer.name, layer.notableOptions,
          layer.output.description + (count > 0 ? "  \(Cell.count(count).shown)" : ""), Self.tone(layer)
        )
      }
    let count = Double(rows.count)
    return Panel(
      title: name,
      subtitle: "\(Cell.count(plan.trainableCount).shown) trainable parameters", x: .hidden(0, 1),
      y: .hidden(0, count, isDownward: true),
      marks: rows.enumerated().map { index, row in
        .box(
          Area(x: 0...1, y: Double(index) + 0.07...Double(index) + 0.93), row.3, label: row.0, detail: row.2,
          note: row.1)
      }, pixelHeight: count * Self.layerHeight, textRows: rows.count)
  }

  /// What has weights, what normalises, and the rest.
  private static func tone(_ layer: LayerPlan) -> Tone {
    if layer.trainableCount + layer.nonTrainableCount == 0 { return .faint }
    return layer.configuration.category == .kernel ? .series(0) : .series(1)
  }
}
