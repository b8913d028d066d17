import Drawing
import Reporting

/// The loss of every training batch of a run, with its running mean, and the test loss: of every batch, or at the end of each
/// epoch. A panel for each experiment.
public struct BatchesFigure {
  public struct Course: Equatable, Sendable {
    public var name: String
    /// For each batch its epoch, counted from 1.
    public var epochs: [Int]
    /// The mean loss of each batch.
    public var losses: [Double]
    /// By epoch; nil where it was not computed.
    public var testLosses: [Double?]
    /// The mean loss of each batch of the test set, by epoch; empty if they were not written.
    public var testBatchLosses: [[Double]]

    public init(
      name: String, epochs: [Int], losses: [Double], testLosses: [Double?], testBatchLosses: [[Double]] = []
    ) {
      self.testBatchLosses = testBatchLosses
      self.name = name
      self.epochs = epochs
      self.losses = losses
      self.testLosses = testLosses
    }
  }

  /// The running mean is over this share of all batches.
  private static let window = 0.02

  public let title: String
  public let courses: [Course]
  public let logAxes: LogAxes?

  public init(title: String, courses: [Course], logAxes: LogAxes? = nil) {
    self.title = title
    self.courses = courses
    self.logAxes = logAxes
  }

  public func plotted(name: String) -> PlottedFigure {
    var table = Table(["experiment", "step", "epoch", "loss", "set"].map { Table.Column($0) })
    for course in courses {
      for (index, loss) in course.losses.enumerated() {
        table.append([
          .text(course.name), .integer(index + 1), .integer(course.epochs[index]), .figure(loss),
          .text("training"),
        ])
      }
      for test in testBatches(course) {
        table.append([
          .text(course.name), Cell(.number(test.place.x), shown: ""), .integer(test.epoch),
          .figure(test.place.y), .text("test"),
        ])
      }
    }
    return PlottedFigure(
      name: name,
      chart: Chart(
        title: title,
        description: courses.map { "\($0.name): the losses of \($0.losses.count) batches" }
          .joined(separator: "; "),
        panels: courses.map(panel), columns: 2,
        key: [
          KeyEntry(.line(Stroke(.series(0), isThin: true), nil), "each batch"),
          KeyEntry(.line(Stroke(.series(0)), nil), "training, running mean over 2 % of the batches"),
        ] + testKey),
      data: table)
  }

  private var testKey: [KeyEntry] {
    var entries: [KeyEntry] = []
    if courses.contains(where: { !$0.testBatchLosses.isEmpty }) {
      entries += [
        KeyEntry(.line(Stroke(.series(1), isThin: true), nil), "each test batch, after the epoch"),
        KeyEntry(.line(Stroke(.series(1), .dashed), nil), "test, running mean over 2 % of the batches"),
      ]
    }
    if courses.contains(where: \.testBatchLosses.isEmpty) {
      entries.append(
        KeyEntry(.line(Stroke(.series(1), .dashed), .triangle), "test, at the end of each epoch"))
    }
    return entries
  }

  /// The test set's batches of each epoch, spread over the steps of the epoch after which they are evaluated.
  private func testBatches(_ course: Course) -> [(epoch: Int, place: Place)] {
    course.testBatchLosses.enumerated().flatMap { index, losses -> [(Int, Place)] in
      guard let first = course.epochs.firstIndex(of: index + 1),
        let last = course.epochs.lastIndex(of: index + 1)
      else { return [] }
      return losses.enumerated().map { batch, loss in
        (
          index + 1,
          Place(Double(first) + Double((last - first + 1) * (batch + 1)) / Double(losses.count), loss)
        )
      }
    }
  }

  private func panel(_ course: Course) -> Panel {
    let places = course.losses.enumerated().map { Place(Double($0.offset + 1), $0.element) }
    let means = Self.runningMeans(course.losses)
    // Epochs end at their last batches.
    let tests = course.testLosses.enumerated().compactMap { index, loss -> Place? in
      guard let loss, let last = course.epochs.lastIndex(of: index + 1) else { return nil }
      return Place(Double(last + 1), loss)
    }
    let testPlaces = testBatches(course).map(\.place)
    let testMarks: [Mark] =
      testPlaces.isEmpty
      ? [.line(tests, Stroke(.series(1), .dashed)), .points(tests, .triangle, .series(1))]
      : [
        .line(testPlaces, Stroke(.series(1), isThin: true)),
        .line(
          zip(testPlaces, Self.runningMeans(testPlaces.map(\.y))).map { Place($0.x, $1) },
          Stroke(.series(1), .dashed)),
      ]
    let isLogX = logAxes?.includesX == true
    return Panel(
      title: courses.count > 1 ? course.name : "",
      x: Axis(
        "step",
        Scale(fitting: [1, Double(max(course.losses.count, 2))], isLogarithmic: isLogX, isTight: true),
        isWhole: !isLogX),
      y: .losses("loss", course.losses + (testPlaces.isEmpty ? tests : testPlaces).map(\.y), logAxes),
      marks: [
        .line(places, Stroke(.series(0), isThin: true)),
        .line(zip(places, means).map { Place($0.x, $1) }, Stroke(.series(0))),
      ] + testMarks)
  }

  /// The mean of each value and those around it: at the beginning, where losses fall fast, as many on both sides; at the end,
  /// where they hardly do, as many before it as elsewhere.
  static func runningMeans(_ values: [Double]) -> [Double] {
    let reach = max(Int(Double(values.count) * window / 2), 1)
    var sums = [0.0]
    for value in values { sums.append(sums[sums.count - 1] + value) }
    return values.indices.map { index in
      let low = index - min(reach, index)
      let high = min(index + (index - low), values.count - 1)
      return (sums[high + 1] - sums[low]) / Double(high + 1 - low)
    }
  }
}
