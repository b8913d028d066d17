import Foundation
import Testing

@testable import Drawing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct PictureTests {
  /// Counts elements. Fails if the text is not well-formed XML.
  private final class Reader: NSObject, XMLParserDelegate {
    var counts: [String: Int] = [:]
    var texts: [String] = []
    private var isText = false

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) {
      counts[name, default: 0] += 1
      isText = name == "text"
      if isText { texts.append("") }
    }
    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) {
      isText = false
    }
    func parser(_ parser: XMLParser, foundCharacters string: String) {
      if isText { texts[texts.count - 1] += string }
    }
  }

  private func read(_ svg: String) throws -> Reader {
    let parser = XMLParser(data: Data(svg.utf8))
    let reader = Reader()
    parser.delegate = reader
    try #require(parser.parse(), "\(String(describing: parser.parserError))")
    return reader
  }

  @Test func mapsStandSideBySide() throws {
    func column(_ name: String) -> MapPicture.Column {
      .init(
        title: name, subtitle: "seed 1",
        panels: [
          .init(title: "Layer 1", grids: [CellGrid(folding: (0..<16).map(Float.init))]),
          .init(
            title: "Layer 3",
            grids: (0..<3).map { CellGrid(columns: 2, values: [Float($0), 1, 2, 3]) }),
        ])
    }
    let picture = MapPicture(title: "Maps", columns: [column("C & <D>\u{1}"), column("D")])
    let found = try read(picture.svg)
    // One grid and three channels in each column; frames around single grids, and a colour bar for each panel.
    #expect(found.counts["g"] == 8)
    for text in ["Maps", "C & <D>", "D", "seed 1", "Layer 1", "Layer 3", "0", "15.00", "3.00"] {
      #expect(found.texts.contains(text), "\(text) in \(found.texts)")
    }
    #expect(picture.svg.contains("prefers-color-scheme: dark"))
    #expect(!picture.svg.contains("http://") || picture.svg.components(separatedBy: "http://").count == 2)
  }

  /// 60 characters of 11 pixels are wider than one column.
  @Test func theTitleFits() {
    let picture = MapPicture(title: String(repeating: "x", count: 60), columns: [])
    #expect(picture.svg.contains("width=\"708\""))
  }

  @Test func mapsOfEqualAndOfOddValuesSaySo() throws {
    let picture = MapPicture(
      title: "Maps",
      columns: [
        .init(
          title: "C", subtitle: "",
          panels: [
            .init(title: "dead", grids: [CellGrid(columns: 2, values: [0, 0])]),
            .init(title: "odd", grids: [CellGrid(columns: 2, values: [.nan, 1, 2])]),
          ])
      ])
    let texts = try read(picture.svg).texts
    #expect(texts.contains("all values are 0"))
    #expect(texts.contains("1 not finite (red)"))
  }

  private func panel(_ bins: [Int]) -> HistogramPicture.Panel {
    .init(
      title: "Raw", range: 0...3, axis: "x", firstEdge: -0.5, binWidth: 1, bins: bins, mean: 1, deviation: 0.5
    )
  }

  @Test func histogramsHaveLabelledAxes() throws {
    let picture = HistogramPicture(title: "Data", rows: [.init(title: "A", panels: [panel([1, 2, 1, 0])])])
    let found = try read(picture.svg)
    for text in ["Data", "A", "Raw", "x", "share of the values", "0 to 3.00, mean 1.00, deviation 0.500"] {
      #expect(found.texts.contains(text), "\(text) in \(found.texts)")
    }
    // One path with three bars: the last bin is empty.
    #expect(found.counts["path"] == 1)
    #expect(picture.svg.components(separatedBy: "z\"").count == 2)
  }

  /// A bin with a thousand times as many values as the others would hide them on a linear axis.
  @Test func steepHistogramsAreLogarithmic() throws {
    let steep = HistogramPicture(
      title: "Data", rows: [.init(title: "A", panels: [panel([1000, 1, 1, 2])])])
    #expect(try read(steep.svg).texts.contains("share of the values (log scale)"))
  }

  @Test func longTitlesAreCutInTheMiddle() {
    #expect("lenet5-bn+training.epochs=5".shortened(toWidth: 100, ofCharacters: 10) == "lene…chs=5")
    #expect("short".shortened(toWidth: 100, ofCharacters: 10) == "short")
  }
}
