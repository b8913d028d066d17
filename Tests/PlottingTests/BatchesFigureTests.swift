import Drawing
import Testing

@testable import Plotting

@Suite struct BatchesFigureTests {
  /// Epochs of two steps, after each of which four test batches are evaluated: they stand at 0.5, 1, 1.5 and 2, and so on.
  @Test func testBatchesAreSpreadOverTheirEpoch() throws {
    let course = BatchesFigure.Course(
      name: "A, seed 1", epochs: [1, 1, 2, 2], losses: [4, 3, 2, 1], testLosses: [2.5, 1],
      testBatchLosses: [[4, 3, 2, 1], [1, 1, 1, 1]])
    let plotted = BatchesFigure(title: "t", courses: [course]).plotted(name: "batches")
    let rows = plotted.data.csv.split(separator: "\n")
    #expect(rows.count == 1 + 4 + 8 && rows[0] == "experiment,step,epoch,loss,set")
    #expect(rows[1] == "\"A, seed 1\",1,1,4,training" && rows[5] == "\"A, seed 1\",0.5,1,4,test")
    #expect(rows[12] == "\"A, seed 1\",4,2,1,test")
    let lines = plotted.chart.panels[0].marks.compactMap { mark -> [Place]? in
      if case .line(let places, _, _, _) = mark { places } else { nil }
    }
    #expect(lines.map(\.count) == [4, 4, 8, 8])
    #expect(lines[2].map(\.x) == [0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4])
    #expect(!plotted.chart.key.contains { $0.text == "test, at the end of each epoch" })
  }

  /// A window of three around each value; at the beginning only the value itself, at the end (7 + 1) / 2.
  @Test func runningMeansAreCentred() {
    #expect(BatchesFigure.runningMeans([1, 4, 7, 1]) == [1, 4, 4, 4])
    #expect(BatchesFigure.runningMeans([2]) == [2])
    #expect(BatchesFigure.runningMeans([]).isEmpty)
  }

  /// Two epochs of two batches: the test losses stand at the steps 2 and 4.
  @Test func testLossesStandAtTheEndsOfEpochs() {
    let course = BatchesFigure.Course(
      name: "a", epochs: [1, 1, 2, 2], losses: [4, 3, 2, 1], testLosses: [2.5, 1.5])
    let plotted = BatchesFigure(title: "t", courses: [course]).plotted(name: "batches")
    #expect(
      plotted.chart.panels[0].marks.last
        == .points([Place(2, 2.5), Place(4, 1.5)], .triangle, .series(1)))
    #expect(
      plotted.chart.panels[0].marks.contains(
        .line([Place(2, 2.5), Place(4, 1.5)], Stroke(.series(1), .dashed))))
    #expect(plotted.data.csv.hasSuffix("a,4,2,1,training\n"))
  }
}
