import Testing

@testable import Drawing

@Suite struct CellGridTests {
  @Test(arguments: [
    (1024, 32, 32), (512, 32, 16), (256, 16, 16), (50, 10, 5), (7, 3, 3), (1, 1, 1), (84, 12, 7),
  ])
  func foldingIsNearlySquare(count: Int, columns: Int, rows: Int) {
    let grid = CellGrid(folding: [Float](repeating: 0, count: count))
    #expect((grid.columns, grid.rows) == (columns, rows))
  }

  /// 0, 0 | 1, NaN with the scale 0 to 1: a shape two cells wide with the lowest colour, one
  /// with the highest, and one for the NaN.
  @Test func neighboursOfOneColourAreOneShape() {
    var markup = Markup()
    CellGrid(columns: 2, values: [0, 0, 1, .nan]).draw(.sequential(from: 0, to: 1), into: &markup)
    #expect(
      markup.text == """
        <path fill="#440154" d="M0 0h2v1h-2z"/>
        <path fill="#fde725" d="M0 1h1v1h-1z"/>
        <path class="bad" fill="currentColor" d="M1 1h1v1h-1z"/>

        """)
  }

  @Test func rangesLeaveOutWhatIsNotFinite() {
    let grid = CellGrid(columns: 2, values: [.nan, 3, -.infinity, -1])
    #expect(CellGrid.range(of: [grid]) == -1...3)
    #expect(CellGrid.range(of: [CellGrid(columns: 1, values: [.nan])]) == nil)
  }
}
