import Experiments
import Text

/// The tables for people. Rows are ordered by layer, then by epoch, so that a layer can be followed through training.
extension InspectionRecord {
  /// The items of all states, ordered by their place in the model, then by state.
  private func byPlace<Item>(_ states: [State], _ items: (State) -> [Item]) -> [(epoch: Int, item: Item)] {
    let lists = states.map { state in items(state).map { (epoch: state.epoch, item: $0) } }
    let longest = lists.map(\.count).max() ?? 0
    return (0..<longest).flatMap { place in lists.compactMap { place < $0.count ? $0[place] : nil } }
  }

  private func columns(
    _ states: [State], _ first: [Table.Column], _ figures: [(key: String, title: String)],
    omitting ranks: [String: Int] = [:]
  ) -> [Table.Column] {
    first + (states.count > 1 ? [.init("epoch", .right)] : [])
      + figures.map { .init($0.key, title: $0.title, .right, omissionRank: ranks[$0.key]) }
  }

  private func epochCells(_ states: [State], _ epoch: Int) -> [Cell] {
    states.count > 1 ? [.integer(epoch)] : []
  }

  func layerTable(of states: [State]) -> Table {
    var table = Table(
      columns(
        states, [.init("index", title: "#", .right), .init("layer"), .init("shape", omissionRank: 5)],
        [
          ("mean", "mean"), ("sd", "sd"), ("zeros", "zeros"), ("saturated", "saturated"),
          ("minimum", "min"), ("p15", "15 %"), ("p50", "50 %"), ("p85", "85 %"), ("maximum", "max"),
          ("gradient_norm", "|gradient|"),
        ],
        omitting: [
          "minimum": 9, "maximum": 9, "p15": 8, "p85": 8, "p50": 7, "zeros": 4, "gradient_norm": 3,
          "saturated": 2,
        ]))
    for (epoch, layer) in byPlace(states, \.layers) {
      let values = layer.values
      table.append(
        [layer.index.map { .integer($0) } ?? .blank, .text(layer.name), .text(layer.shape)]
          + epochCells(states, epoch) + [
            .figure(values.mean, among: [values.deviation]), .figure(values.deviation, among: [values.mean]),
            .percent(values.zeros), layer.saturated.map(Cell.percent) ?? .blank,
          ]
          + [
            values.minimum, values.percentile15, values.median, values.percentile85, values.maximum,
          ].map { .figure($0, among: [values.percentile15, values.percentile85]) } + [
            .figure(layer.gradientNorm)
          ])
    }
    return table
  }

  func parameterTable(of states: [State]) -> Table {
    var table = Table(
      columns(
        states,
        [
          .init("index", title: "#", .right), .init("layer"), .init("parameter"),
          .init("shape", omissionRank: 5),
        ], [("norm", "|value|"), ("gradient_norm", "|gradient|")], omitting: ["gradient_norm": 1]))
    for (epoch, parameter) in byPlace(states, \.parameters) {
      table.append(
        [
          .integer(parameter.index), .text(parameter.layer), .text(parameter.name), .text(parameter.shape),
        ] + epochCells(states, epoch) + [.figure(parameter.norm), .figure(parameter.gradientNorm)])
    }
    return table
  }

  func normalizationTable(of states: [State]) -> Table {
    var table = Table(
      columns(
        states,
        [.init("index", title: "#", .right), .init("layer"), .init("channels", .right, omissionRank: 1)],
        [
          ("batch_mean", "batch mean"), ("moving_mean", "moving mean"), ("mean_distance", "distance"),
          ("mean_shift", "in deviations"), ("batch_variance", "batch variance"),
          ("moving_variance", "moving variance"), ("variance_distance", "distance"),
          ("deviation_ratio", "ratio of deviations"),
        ],
        omitting: [
          "mean_distance": 9, "variance_distance": 9, "batch_mean": 8, "batch_variance": 8, "moving_mean": 7,
          "moving_variance": 7,
        ]))
    for (epoch, layer) in byPlace(states, \.normalizations) {
      table.append(
        [.integer(layer.index), .text("batch_norm"), .integer(layer.channels)] + epochCells(states, epoch)
          + [
            .figure(layer.batchMean, among: [layer.movingMean]),
            .figure(layer.movingMean, among: [layer.batchMean]), .figure(layer.meanDistance),
            .figure(layer.meanShift), .figure(layer.batchVariance, among: [layer.movingVariance]),
            .figure(layer.movingVariance, among: [layer.batchVariance]), .figure(layer.varianceDistance),
            .figure(layer.deviationRatio),
          ])
    }
    return table
  }
}
