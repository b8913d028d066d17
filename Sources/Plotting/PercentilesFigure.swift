import Drawing
import Experiments
import Reporting
import Text

/// The percentiles 15, 50 and 85 of layers' outputs by training step, as figure 1 of Ioffe and Szegedy (2015) follows them.
public struct PercentilesFigure {
  /// A layer of a network with its statistics after several steps.
  public struct Course: Equatable, Sendable {
    public var network: String
    public var layer: String
    public var stepsPerEpoch: Int
    public var points: [Point]

    public init(network: String, layer: String, stepsPerEpoch: Int, points: [Point]) {
      self.network = network
      self.layer = layer
      self.stepsPerEpoch = stepsPerEpoch
      self.points = points
    }
  }

  /// The statistics of a layer after a step of the optimizer.
  public struct Point: Equatable, Sendable {
    /// Counted over all epochs; 0 is before training.
    public var step: Int
    public var values: ValueStatistics

    public init(step: Int, values: ValueStatistics) {
      self.step = step
      self.values = values
    }
  }

  public let title: String
  public let courses: [Course]
  /// The number of test samples whose values are counted.
  public let samples: Int

  public init(title: String, courses: [Course], samples: Int) {
    self.title = title
    self.courses = courses
    self.samples = samples
  }

  public func plotted(name: String) -> PlottedFigure {
    var table = Table(["network", "layer", "epoch", "step", "p15", "p50", "p85"].map { Table.Column($0) })
    for course in courses {
      for point in course.points {
        let (step, values) = (point.step, point.values)
        // An epoch that is under way counts by its part, so that the column is that of the curves at the ends of epochs.
        table.append([
          .text(course.network), .text(course.layer), .figure(Double(step) / Double(course.stepsPerEpoch)),
          .integer(step), .figure(values.percentile15), .figure(values.median), .figure(values.percentile85),
        ])
      }
    }
    // A row for each layer, a column for each network.
    let networks = courses.map(\.network).distinct
    let columns = networks.map { network in courses.filter { $0.network == network } }
    let empty = Panel(x: .hidden(0, 1), y: .hidden(0, 1), marks: [])
    let panels = byRow(columns, empty: empty) { course, _, _ in
      panel(course, hasNetworks: networks.count > 1)
    }
    return PlottedFigure(
      name: name,
      chart: Chart(
        title: title,
        description: courses.compactMap { course in
          course.points.last.map {
            "\(course.network), \(course.layer): from \($0.values.percentile15.brief) to \($0.values.percentile85.brief) in the end"
          }
        }.joined(separator: "; "),
        panels: panels, columns: max(networks.count, 1),
        key: [
          KeyEntry(.line(Stroke(.series(0)), nil), "median"),
          KeyEntry(.area(.series(0)), "from the 15th to the 85th percentile"),
        ],
        notes: [
          "Outputs for the first \(samples) test samples, in inference mode, by training step; \(epochLengths)."
        ]),
      data: table)
  }

  private var epochLengths: String {
    let lengths = courses.map(\.stepsPerEpoch).distinct
    let shown = listed(lengths.map(String.init), "or")
    return lengths == [1] ? "an epoch has one step" : "an epoch has \(shown) steps"
  }

  private func panel(_ course: Course, hasNetworks: Bool) -> Panel {
    let places = { (path: KeyPath<ValueStatistics, Double>) in
      course.points.map { Place(Double($0.step), $0.values[keyPath: path]) }
    }
    let thin = Stroke(.series(0), .dashed)
    // Panels of one layer share an axis, so that networks can be compared.
    let values = courses.filter { $0.layer == course.layer }.flatMap(\.points).flatMap {
      [$0.values.percentile15, $0.values.percentile85]
    }
    return Panel(
      title: course.layer.capitalizedFirst, subtitle: hasNetworks ? course.network : "",
      x: Axis("step", Scale(fitting: course.points.map { Double($0.step) }, isTight: true), isWhole: true),
      y: Axis("output", Scale(fitting: values)),
      marks: [
        .band(
          course.points.map {
            .init(x: Double($0.step), low: $0.values.percentile15, high: $0.values.percentile85)
          }, .series(0)), .line(places(\.percentile15), thin), .line(places(\.percentile85), thin),
        .line(places(\.median), Stroke(.series(0))),
      ])
  }
}
