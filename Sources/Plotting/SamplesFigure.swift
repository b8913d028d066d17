import Datasets
import Drawing
import Reporting
import Training

/// The first images of a data set with their classes.
public struct SamplesFigure {
  /// The number of rows of images.
  private static let rows = 3
  /// The room between images and for the label above each, as shares of an image.
  private static let gap = 0.12
  private static let labelRoom = 0.2

  public let title: String
  public let data: TrainingData
  /// The number of images in a row.
  private let columns: Int
  /// The number of training samples. `data` may hold only the first of them.
  private let total: Int
  private let channels: Int
  private let height: Int
  private let width: Int

  /// Nil if the samples are no images, or sequences of the rows of one.
  /// - Parameters:
  ///   - data: at least the first `limit(columns)` training samples, or all.
  ///   - columns: the number of images in a row.
  ///   - total: the number of training samples that there are.
  public init?(title: String, data: TrainingData, columns: Int, total: Int) {
    switch data.train.shape {
    case .image(let channels, let height, let width) where channels == 1 || channels == 3:
      (self.channels, self.height, self.width) = (channels, height, width)
    case .sequence(let steps, let features) where steps == features:
      (channels, height, width) = (1, steps, features)
    case .features(let count) where count >= 64 && Self.side(count) != nil:
      let side = Self.side(count) ?? 1
      (channels, height, width) = (1, side, side)
    case .image, .sequence, .features: return nil
    }
    self.title = title
    self.data = data
    self.columns = columns
    self.total = total
  }

  /// The most images that are drawn.
  public static func limit(_ columns: Int) -> Int { columns * rows }

  /// The side of a square image with so many pixels; nil if there is none.
  private static func side(_ count: Int) -> Int? {
    let side = Int(Double(count).squareRoot().rounded())
    return side * side == count ? side : nil
  }

  public func plotted(name: String) -> PlottedFigure {
    let samples = data.train
    let count = min(samples.count, Self.limit(columns))
    let pixels = width * height
    var marks: [Mark] = []
    var table = Table(["sample", "class", "channel", "row", "column", "value"].map { Table.Column($0) })
    let all = samples.features.withUnsafeBufferPointer { values in
      (0..<count).map { Array(values[$0 * channels * pixels..<($0 + 1) * channels * pixels]) }
    }
    let finite = all.joined().filter(\.isFinite)
    let (low, high) = (finite.min() ?? 0, finite.max() ?? 1)
    for (index, values) in all.enumerated() {
      let x = Double(index % columns) * (1 + Self.gap)
      let y = Double(index / columns) * (1 + Self.labelRoom + Self.gap)
      let area = Area(x: x...x + 1, y: y + Self.labelRoom...y + Self.labelRoom + 1)
      marks.append(
        .cells(grid(values, low, high), area, channels == 3 ? .colours : .grey(from: low, to: high)))
      let label = label(of: index)
      marks.append(.text(label, Place(x + 0.5, y + 0.09), .middle, .ink))
      for (place, value) in values.enumerated() {
        table.append([
          .integer(index), .text(label), .integer(place / pixels), .integer(place % pixels / width),
          .integer(place % width), .figure(Double(value)),
        ])
      }
    }
    let filled = min(count, columns)
    let rows = (count + columns - 1) / columns
    let spanX = Double(filled) * (1 + Self.gap) - Self.gap
    let spanY = Double(rows) * (1 + Self.labelRoom + Self.gap) - Self.gap
    return PlottedFigure(
      name: name,
      chart: Chart(
        title: title,
        description:
          "The first \(count) training samples, \(channels == 3 ? "colour" : "grey") images of \(width) by \(height) pixels, with their classes.",
        panels: [
          Panel(
            x: .hidden(0, spanX), y: .hidden(0, spanY, isDownward: true), marks: marks,
            aspect: spanY / spanX)
        ],
        notes: [
          "The first \(count) of \(total) training samples, \(width) × \(height) pixels, from \(Double(low).brief) (dark) to \(Double(high).brief)."
        ]),
      data: table)
  }

  private func grid(_ values: [Float], _ low: Float, _ high: Float) -> CellGrid {
    guard channels == 3 else { return CellGrid(columns: width, values: values) }
    let pixels = width * height
    let range = max(high - low, .leastNormalMagnitude)
    func byte(_ value: Float) -> Float { 255 * (value - low) / range }
    return CellGrid(
      columns: width,
      values: (0..<pixels).map {
        Shading.value(
          red: byte(values[$0]), green: byte(values[pixels + $0]), blue: byte(values[2 * pixels + $0]))
      })
  }

  /// A training sample's class or first target, for the image.
  private func label(of index: Int) -> String {
    switch data.train.labels {
    case .classes(let classes): data.className(Int(classes[index]))
    case .values(let values, let columns): Double(values[index * columns]).brief
    }
  }
}
