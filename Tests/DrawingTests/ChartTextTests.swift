import Foundation
import Testing
import Text

@testable import Drawing

@Suite struct ChartTextTests {
  @Test(arguments: SampleCharts.all.map(\.name), [20, 50, 80, 200])
  func noLineIsWiderThanTheTerminal(name: String, width: Int) throws {
    let chart = try #require(SampleCharts.all.first { $0.name == name }?.chart)
    for isUnicode in [true, false] {
      let text = chart.text(TextCanvasStyle(width: width, isUnicode: isUnicode))
      for line in text.split(separator: "\n").map(String.init) {
        #expect(line.displayWidth <= width, "\(line)")
        #expect(isUnicode || line.utf8.allSatisfy { (0x20...0x7E).contains($0) }, "\(line)")
      }
    }
  }

  /// Without colour there are no escape sequences; with it, every line ends without one in force.
  @Test func coloursAreEscapeSequencesThatEnd() {
    let plain = SampleCharts.crowded.text(TextCanvasStyle(width: 80))
    #expect(!plain.contains("\u{1B}"))
    let coloured = SampleCharts.crowded.text(TextCanvasStyle(width: 80, usesColour: true))
    #expect(coloured.contains("\u{1B}[38;5;33m"))
    for line in coloured.split(separator: "\n").map(String.init) where line.contains("\u{1B}") {
      let last = line.components(separatedBy: "\u{1B}[").last ?? ""
      #expect(last.hasPrefix("0m"), "\(line.debugDescription)")
    }
  }

  /// A line from the lower left to the upper right corner of a panel of 10 × 8 cells.
  @Test func aLineInBraille() {
    let chart = Chart(
      title: "", description: "",
      panels: [
        Panel(
          x: .hidden(0, 1), y: .hidden(0, 1), marks: [.line([Place(0, 0), Place(1, 1)], Stroke(.series(0)))],
          textRows: 4)
      ])
    let lines = chart.text(TextCanvasStyle(width: 20)).split(separator: "\n").map(String.init)
    #expect(lines.count == 4)
    #expect(lines.first?.last == "⠉" || lines.first?.hasSuffix("⠊") == true, "\(lines)")
    #expect(lines.last?.first.map { "⣀⡠".contains($0) } == true, "\(lines)")
  }

  @Test func theHeightIsThatAskedFor() {
    let text = SampleCharts.bars.text(TextCanvasStyle(width: 80, height: 20))
    #expect(text.split(separator: "\n").map(String.init).count <= 20)
  }
}
