import Drawing
import Reporting
import Training

/// Where networks with two inputs change their decision: the probability of class 1 over the plane, the line along which it is
/// one half, and the test samples.
public struct BoundaryFigure {
  public struct Surface: Equatable, Sendable {
    public var name: String
    /// Row by row from the top, the probability of class 1 at the centre of each cell.
    public var probabilities: [Float]
    /// The share of the test samples on the right side.
    public var accuracy: Double?

    public init(name: String, probabilities: [Float], accuracy: Double?) {
      self.name = name
      self.probabilities = probabilities
      self.accuracy = accuracy
    }
  }

  /// The cells of a surface in each direction.
  public static let side = 60

  public let title: String
  private let points: ClassifiedPoints
  private let scales: (x: Scale, y: Scale, aspect: Double)

  /// Nil if samples do not have two features and one of two classes.
  public init?(title: String, data: TrainingData) {
    guard data.train.features.featureShape == [2], case .classes = data.train.labels else { return nil }
    points = ClassifiedPoints(data.test, of: data)
    let train = ClassifiedPoints(data.train, of: data)
    guard points.classCount <= 2, train.classCount == 2 else { return nil }
    self.title = title
    scales = ClassifiedPoints.scales([points, train])
  }

  /// The inputs at which surfaces are computed: the centres of the cells, row by row from the top.
  public var inputs: [Float] {
    guard case .linear(let left, let right) = scales.x, case .linear(let bottom, let top) = scales.y else {
      return []
    }
    var inputs: [Float] = []
    for row in 0..<Self.side {
      let y = top - (top - bottom) * (Double(row) + 0.5) / Double(Self.side)
      for column in 0..<Self.side {
        let x = left + (right - left) * (Double(column) + 0.5) / Double(Self.side)
        inputs += [Float(x), Float(y)]
      }
    }
    return inputs
  }

  public func plotted(_ surfaces: [Surface], name: String) -> PlottedFigure {
    var table = Table(["experiment", "x1", "x2", "probability"].map { Table.Column($0) })
    let inputs = inputs
    for surface in surfaces {
      for (index, value) in surface.probabilities.enumerated() {
        table.append([
          .text(surface.name), .figure(Double(inputs[2 * index])), .figure(Double(inputs[2 * index + 1])),
          .figure(Double(value)),
        ])
      }
    }
    return PlottedFigure(
      name: name,
      chart: Chart(
        title: title,
        description:
          "The decision boundary of \(surfaces.count) networks over the plane of their two inputs, with the test samples. "
          + surfaces.map { surface in
            "\(surface.name)\(surface.accuracy.map { ": \($0.brief) of the test samples are on the right side" } ?? "")"
          }.joined(separator: "; "),
        panels: surfaces.map(panel), columns: surfaces.count == 1 ? 1 : surfaces.count == 2 ? 2 : 3,
        key: [KeyEntry(.line(Stroke(.ink), nil), "probability one half")],
        notes: ["Points: the test set. Shades: the probability of each class. One run of each network."]),
      data: table)
  }

  private func panel(_ surface: Surface) -> Panel {
    guard case .linear(let left, let right) = scales.x, case .linear(let bottom, let top) = scales.y,
      surface.probabilities.count == Self.side * Self.side
    else { return Panel(title: surface.name, x: Axis("x1", scales.x), y: Axis("x2", scales.y), marks: []) }
    let grid = CellGrid(columns: Self.side, values: surface.probabilities.map { 2 * $0 - 1 })
    let side = Double(Self.side)
    let contour = Contour.line(of: grid).map {
      Place(left + (right - left) * $0.x / side, top - (top - bottom) * $0.y / side)
    }
    return Panel(
      title: surface.name,
      subtitle: surface.accuracy.map { "test accuracy \($0.brief)" } ?? "", x: Axis("x1", scales.x),
      y: Axis("x2", scales.y),
      marks: [.field(grid, Area(x: left...right, y: bottom...top))] + points.marks()
        + [.line(contour, Stroke(.ink))], aspect: scales.aspect)
  }
}
