import Drawing
import Testing

@testable import Plotting

@Suite struct ContourTests {
  /// Values −1 on the left and 3 on the right: 0 lies a quarter of the way from the centre of the first cell, 0.5, to that
  /// of the second, 1.5. With three rows there are two pieces, from one centre of a row to the next.
  @Test func aStraightBoundary() {
    let line = Contour.line(of: CellGrid(columns: 2, values: [-1, 3, -1, 3, -1, 3]))
    let finite = line.filter(\.x.isFinite)
    #expect(finite == [Place(0.75, 0.5), Place(0.75, 1.5), Place(0.75, 1.5), Place(0.75, 2.5)])
    // A piece ends with a point that interrupts the line.
    #expect(line.count == 6 && line[2].x.isNaN && line[5].x.isNaN)
  }

  @Test func withoutAChangeOfSignThereIsNone() {
    #expect(Contour.line(of: CellGrid(columns: 2, values: [1, 2, 3, 4])).isEmpty)
    #expect(Contour.line(of: CellGrid(columns: 2, values: [1, -1, .nan, 4])).isEmpty)
    #expect(Contour.line(of: CellGrid(columns: 1, values: [1, -1])).isEmpty)
  }
}
