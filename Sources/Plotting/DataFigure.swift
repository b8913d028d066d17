import Datasets
import Drawing
import Reporting
import Training

/// The samples of data with two features: a panel for the training set and one for the test set, classes told apart by colour
/// and shape.
public struct DataFigure {
  public let title: String
  public let data: TrainingData

  /// Nil if samples do not have two features and a class.
  public init?(title: String, data: TrainingData) {
    guard data.train.features.featureShape == [2], case .classes = data.train.labels else { return nil }
    self.title = title
    self.data = data
  }

  public func plotted(name: String) -> PlottedFigure {
    let sets = [("training set", data.train), ("test set", data.test)]
    let points = sets.map { ClassifiedPoints($0.1, of: data) }
    let scales = ClassifiedPoints.scales(points)
    var table = Table(["set", "class", "x1", "x2"].map { Table.Column($0) })
    for ((set, _), points) in zip(sets, points) {
      for (place, label) in zip(points.places, points.classes) {
        table.append([
          .text(set == "test set" ? "test" : "train"),
          data.classNames == nil ? .integer(label) : .text(data.className(label)), .figure(place.x),
          .figure(place.y),
        ])
      }
    }
    return PlottedFigure(
      name: name,
      chart: Chart(
        title: title,
        description:
          "Scatter plots of \(points[0].places.count) training samples and \(points[1].places.count) test samples with two features, in \(points[0].classCount) classes.",
        panels: zip(sets, points).map { set, points in
          Panel(
            title: "\(set.0), \(points.places.count) samples", x: Axis("x1", scales.x),
            y: Axis("x2", scales.y),
            marks: points.marks(), aspect: scales.aspect)
        }, columns: 2),
      data: table)
  }
}

/// Points with two coordinates and a class.
struct ClassifiedPoints {
  let places: [Place]
  let classes: [Int]
  /// The names of the classes, by class number; nil if they have none.
  private let classNames: [String]?

  var classCount: Int { (classes.max() ?? -1) + 1 }

  /// - Precondition: the samples have two features and a class.
  init(_ samples: TrainingData.Samples, of data: TrainingData) {
    classNames = data.classNames
    places = samples.features.withUnsafeBufferPointer { values in
      (0..<values.count / 2).map { Place(Double(values[2 * $0]), Double(values[2 * $0 + 1])) }
    }
    classes = if case .classes(let labels) = samples.labels { labels.map(Int.init) } else { [] }
  }

  /// A mark for each class. Crosses and rings hide less of each other than filled shapes.
  func marks() -> [Mark] {
    (0..<classCount).map { label in
      .points(
        zip(places, classes).filter { $0.1 == label }.map(\.0), Self.symbol(label), .series(label),
        label: classNames?[label] ?? "class \(label)")
    }
  }

  static func symbol(_ label: Int) -> Symbol {
    let symbols: [Symbol] = [.ring, .cross, .triangle, .square, .diamond, .circle]
    return symbols[label % symbols.count]
  }

  /// Axes that hold all points, with the same unit on both.
  static func scales(_ all: [ClassifiedPoints]) -> (x: Scale, y: Scale, aspect: Double) {
    let places = all.flatMap(\.places)
    let (x, y) = (Scale(fitting: places.map(\.x)), Scale(fitting: places.map(\.y)))
    guard case .linear(let left, let right) = x, case .linear(let bottom, let top) = y else {
      return (x, y, 1)
    }
    let aspect = (top - bottom) / (right - left)
    // Very long or flat data are drawn as a square.
    return (x, y, (0.25...1.5).contains(aspect) ? aspect : 1)
  }
}
