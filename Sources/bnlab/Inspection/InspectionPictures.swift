import Drawing
import Engine
import Experiments
import Inspection

/// A finding with the name of its experiment.
struct MapColumn {
  let finding: Inspector.Finding
  let title: String
}

/// The findings as pictures.
enum InspectionPictures {
  /// The maximum number of channels that are drawn.
  private static let channelLimit = 64

  static func maps(_ columns: [MapColumn], sample: Int) -> MapPicture {
    MapPicture(
      title: "Activations of the hidden layers for test sample \(sample)",
      columns: columns.map { column in
        let state = column.finding.state
        let epoch = state.epoch == 0 ? "initial weights" : "after epoch \(state.epoch)"
        let answer = [state.label.map { "class \($0)" }, state.prediction.map { "taken for \($0)" }]
          .compactMap { $0 }
        return MapPicture.Column(
          title: column.title, subtitle: (["seed \(state.seed)", epoch] + answer).joined(separator: ", "),
          panels: column.finding.maps.map(panel))
      })
  }

  private static func panel(_ map: ActivationMap) -> MapPicture.Panel {
    let title = map.index.map { "Layer \($0), \(map.name) \(map.shape)" } ?? "Input \(map.shape)"
    switch map.shape {
    case .features: return .init(title: title, grids: [CellGrid(folding: map.values)])
    case .sequence(_, let features):
      return .init(title: title, grids: [CellGrid(columns: features, values: map.values)])
    case .image(let channels, let height, let width):
      let shown = min(channels, channelLimit)
      let grids = (0..<shown).map { channel in
        CellGrid(
          columns: width,
          values: Array(map.values[channel * height * width..<(channel + 1) * height * width]))
      }
      return .init(
        title: shown < channels ? "\(title), the first \(shown) channels" : title, grids: grids)
    }
  }

  static func histograms(_ data: [DataSummary]) -> HistogramPicture {
    HistogramPicture(
      title: "Training data, raw and normalised",
      rows: data.map { summary in
        .init(
          title: summary.experiments.joined(separator: ", "),
          panels: DataSummary.Scaling.allCases.compactMap { panel(summary, $0) })
      })
  }

  /// Nil if all values are the same and cannot be normalised.
  private static func panel(_ data: DataSummary, _ scaling: DataSummary.Scaling)
    -> HistogramPicture.Panel?
  {
    guard let mean = data.scaled(data.mean, scaling), let deviation = data.scaledDeviation(scaling),
      let low = data.scaled(data.minimum, scaling), let high = data.scaled(data.maximum, scaling),
      let first = data.scaled(data.firstEdge, scaling),
      let second = data.scaled(data.firstEdge + data.binWidth, scaling)
    else { return nil }
    let (title, axis) =
      switch scaling {
      case .raw: ("Raw", "x")
      case .minMax: ("Min-max", "(x − min) / (max − min)")
      case .zScore: ("Z-score", "(x − mean) / deviation")
      }
    return .init(
      title: title, range: low...max(low, high), axis: axis, firstEdge: first, binWidth: second - first,
      bins: data.bins, mean: mean, deviation: deviation)
  }
}
