import Datasets
import Drawing
import Experiments
import Reporting
import Testing
import Training

@testable import Plotting

@Suite struct DataFiguresTests {
  private static func data(shape: [Int], _ values: [Float], classes: [Int32]) throws -> TrainingData {
    let array = try DataArray(shape: [classes.count] + shape, what: "test") { buffer throws(DatasetError) in
      for index in buffer.indices { buffer[index] = values[index] }
    }
    return try TrainingData(
      Dataset(trainX: array, trainY: .classes(classes), testX: array, testY: .classes(classes)))
  }

  @Test func everyPointIsDrawnWithItsClass() throws {
    let data = try Self.data(shape: [2], [0, 1, 2, 3, 4, 5], classes: [0, 1, 0])
    let plotted = try #require(DataFigure(title: "t", data: data)?.plotted(name: "data"))
    #expect(plotted.chart.panels.map(\.title) == ["training set, 3 samples", "test set, 3 samples"])
    #expect(
      plotted.chart.panels[0].marks == [
        .points([Place(0, 1), Place(4, 5)], .ring, .series(0), label: "class 0"),
        .points([Place(2, 3)], .cross, .series(1), label: "class 1"),
      ])
    #expect(plotted.data.csv.split(separator: "\n").count == 7)
    #expect(SamplesFigure(title: "t", data: data, columns: 8, total: 100) == nil)
  }

  @Test func classesAreCalledByTheirNames() throws {
    let array = try DataArray(shape: [2, 2], what: "test") { buffer throws(DatasetError) in
      for index in buffer.indices { buffer[index] = Float(index) }
    }
    var dataset = try Dataset(
      trainX: array, trainY: .classes([1, 0]), testX: array, testY: .classes([0, 1]))
    dataset.classNames = ["ham", "spam"]
    let data = try TrainingData(dataset)
    let plotted = try #require(DataFigure(title: "t", data: data)?.plotted(name: "data"))
    #expect(
      plotted.chart.panels[0].marks == [
        .points([Place(2, 3)], .ring, .series(0), label: "ham"),
        .points([Place(0, 1)], .cross, .series(1), label: "spam"),
      ])
    #expect(plotted.data.csv.contains("train,spam,0,1"))
    #expect(data.className(1) == "spam" && data.className(7) == "7")
  }

  /// Two images of 8 × 8 pixels as flat samples: 64 values are a square.
  @Test func flatImagesAreDrawn() throws {
    let data = try Self.data(shape: [64], (0..<128).map(Float.init), classes: [7, 3])
    let plotted = try #require(
      SamplesFigure(title: "t", data: data, columns: 8, total: 100)?.plotted(name: "samples"))
    let marks = try #require(plotted.chart.panels.first?.marks)
    #expect(marks.contains { if case .text("7", _, .middle, .ink) = $0 { true } else { false } })
    #expect(
      marks.contains {
        guard case .cells(let grid, let area, .grey(from: 0, to: 127)) = $0 else { return false }
        return grid.columns == 8 && grid.values == (64..<128).map(Float.init) && area.x.lowerBound > 1
      })
    #expect(DataFigure(title: "t", data: data) == nil && BoundaryFigure(title: "t", data: data) == nil)
  }

  /// A colour image: red 0 to 1, green 1, blue 0. The smallest value is dark, the largest 255.
  @Test func coloursAreKept() throws {
    let data = try Self.data(shape: [3, 1, 2], [0, 1, 1, 1, 0, 0], classes: [0])
    let chart = try #require(
      SamplesFigure(title: "t", data: data, columns: 8, total: 100)?.plotted(name: "samples").chart)
    #expect(
      chart.panels[0].marks.contains {
        guard case .cells(let grid, _, .colours) = $0 else { return false }
        return grid.values == [
          Shading.value(red: 0, green: 255, blue: 0), Shading.value(red: 255, green: 255, blue: 0),
        ]
      })
  }

  /// 1 to 8 in 2·∛8 = 4 bins of two whole numbers each: a quarter of the values in each.
  @Test func histogramsHaveSensibleBins() {
    #expect(HistogramsFigure.binCount(8) == 4 && HistogramsFigure.binCount(1_000_000) == 64)
    let values = (1...8).map(Float.init)
    let summary = values.withUnsafeBufferPointer {
      DataSummary(of: $0, experiments: [], binLimit: HistogramsFigure.binCount(8))
    }
    let plotted = HistogramsFigure(title: "t", summaries: [summary]).plotted(name: "histograms")
    #expect(plotted.chart.panels.map(\.title) == ["raw", "min-max", "z-score"])
    let bars = [0.5, 2.5, 4.5, 6.5].map { Mark.Bar(from: $0, to: $0 + 2, height: 0.25) }
    #expect(plotted.chart.panels[0].marks.contains(.bars(bars, .series(0))))
    #expect(plotted.data.rows.count == 12)
  }

  /// Equal values cannot be normalised, and have one bar.
  @Test func equalValuesHaveOnePanel() {
    let summary = [Float](repeating: 2.5, count: 4).withUnsafeBufferPointer {
      DataSummary(of: $0, experiments: [])
    }
    let chart = HistogramsFigure(title: "t", summaries: [summary]).plotted(name: "h").chart
    #expect(chart.panels.map(\.title) == ["raw"])
    #expect(chart.panels[0].marks.contains(.bars([.init(from: 2, to: 3, height: 1)], .series(0))))
  }

  /// The cells' centres cover the plane row by row from the top left.
  @Test func theBoundaryIsComputedAtTheCentresOfCells() throws {
    let data = try Self.data(shape: [2], [0, 0, 1, 1], classes: [0, 1])
    let figure = try #require(BoundaryFigure(title: "t", data: data))
    let (inputs, side) = (figure.inputs, BoundaryFigure.side)
    try #require(inputs.count == 2 * side * side)
    // The axes go from −0.04 to 1.04.
    let half = 1.08 / Double(side) / 2
    #expect((Double(inputs[0]) - (-0.04 + half)).magnitude < 1e-6)
    #expect((Double(inputs[1]) - (1.04 - half)).magnitude < 1e-6)
    #expect(inputs[2] > inputs[0] && inputs[3] == inputs[1])
    let surface = BoundaryFigure.Surface(
      name: "n", probabilities: (0..<side * side).map { $0 % side < side / 2 ? 0 : 1 }, accuracy: 0.5)
    let chart = figure.plotted([surface], name: "b").chart
    // The boundary is the vertical line in the middle.
    let lines = chart.panels[0].marks.compactMap {
      if case .line(let places, _, _, _) = $0 { places } else { nil }
    }
    let points = try #require(lines.first).filter(\.x.isFinite)
    #expect(!points.isEmpty && points.allSatisfy { ($0.x - 0.5).magnitude < 1e-9 })
  }
}
