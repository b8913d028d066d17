import Drawing
import Testing

@testable import Plotting

@Suite struct BatchesFigureTests {
  /// A window of three around each value; at the ends only the value itself.
  @Test func runningMeansAreCentred() {
    #expect(BatchesFigure.runningMeans([1, 4, 7, 1]) == [1, 4, 4, 1])
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
        == .line([Place(2, 2.5), Place(4, 1.5)], Stroke(.series(1), .dashed), symbol: .triangle))
    #expect(plotted.data.csv.hasSuffix("a,4,2,1\n"))
  }
}
