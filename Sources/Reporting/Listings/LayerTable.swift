import Experiments

/// A layer as `bnlab show` lists it.
public struct LayerRow: Equatable, Sendable {
  /// Its index in `model`, counted from 0, which is also its name in weights.safetensors.
  public var index: Int
  public var name: String
  /// The options that differ from the defaults, as the spec writes them.
  public var options: String
  /// The shape for one sample, such as `[6, 28, 28]`.
  public var outputShape: String
  public var trainableCount: Int
  public var nonTrainableCount: Int

  public init(
    index: Int, name: String, options: String, outputShape: String, trainableCount: Int,
    nonTrainableCount: Int
  ) {
    self.index = index
    self.name = name
    self.options = options
    self.outputShape = outputShape
    self.trainableCount = trainableCount
    self.nonTrainableCount = nonTrainableCount
  }
}

extension Report {
  /// Lists the layers with their shapes and parameter counts.
  /// - Parameter remarks: further paragraphs.
  public static func layers(_ layers: [LayerRow], heading: String? = nil, remarks: [String] = []) -> Report {
    var table = Table([
      .init("index", title: "#", .right), .init("layer"), .init("options", mayBeCut: true, omissionRank: 1),
      .init("output_shape", title: "output shape"), .init("trainable", .right),
      .init("non_trainable", title: "non-trainable", .right, omissionRank: 9),
    ])
    for layer in layers {
      table.append([
        .integer(layer.index), .text(layer.name), .text(layer.options), .text(layer.outputShape),
        .count(layer.trainableCount), .count(layer.nonTrainableCount),
      ])
    }
    let trainable = layers.total(\.trainableCount)
    let fixed = layers.total(\.nonTrainableCount)
    let total = trainable.saturatingSum(fixed)
    let totals =
      "\(Cell.count(total).shown) parameters: \(Cell.count(trainable).shown) trainable, "
      + "\(Cell.count(fixed).shown) non-trainable."
    let blocks: [Document.Block] =
      [.table(table.withoutBlankColumns)] + ([totals] + remarks).map { .paragraph($0) }
    return Report(
      document: Document((heading.map { [.heading($0)] } ?? []) + blocks), records: table,
      json: .object([
        .init("format", .integer(jsonFormat(of: "layers"))), .init("kind", .string("layers")),
        .init("layers", table.json),
        .init("parameters", .integer(total)), .init("trainable", .integer(trainable)),
        .init("non_trainable", .integer(fixed)), .init("remarks", .array(remarks.map { .string($0) })),
      ]))
  }
}

extension [LayerRow] {
  fileprivate func total(_ count: (LayerRow) -> Int) -> Int { reduce(0) { $0.saturatingSum(count($1)) } }
}

extension Int {
  /// The sum, at most `Int.max`: a network may be too large to build and still be listed.
  fileprivate func saturatingSum(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? Int.max : sum
  }
}
