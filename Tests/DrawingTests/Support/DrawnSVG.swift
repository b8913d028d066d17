import Foundation
import Testing

@testable import Drawing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What an SVG file draws, read by an XML parser: the boxes of its shapes and texts, in pixels.
final class DrawnSVG: NSObject, XMLParserDelegate {
  struct Box: Equatable {
    var left, top, right, bottom: Double

    func overlaps(_ other: Box) -> Bool {
      left < other.right && other.left < right && top < other.bottom && other.top < bottom
    }
  }

  private(set) var width = 0.0
  private(set) var height = 0.0
  private(set) var counts: [String: Int] = [:]
  private(set) var texts: [(text: String, box: Box)] = []
  /// Of paths and rectangles.
  private(set) var shapes: [Box] = []
  private(set) var attributes: [[String: String]] = []
  private(set) var title = ""
  private(set) var details = ""
  private(set) var problems: [String] = []
  private var element = ""
  private var current: [String: String] = [:]
  private var characters = ""
  /// Of the enclosing group: x = offset + scale · x.
  private var transform = (x: 0.0, y: 0.0, scaleX: 1.0, scaleY: 1.0)

  /// Fails if the text is not well-formed XML.
  init(_ svg: String) throws {
    super.init()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = self
    try #require(parser.parse(), "\(String(describing: parser.parserError))")
  }

  private func number(_ text: String?) -> Double {
    guard let value = text.flatMap(Double.init), value.isFinite else {
      problems.append("not a number: \(text ?? "nothing") in \(element) \(current)")
      return 0
    }
    return value
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    counts[name, default: 0] += 1
    (element, current, characters) = (name, attributes, "")
    self.attributes.append(attributes)
    switch name {
    case "svg": (width, height) = (number(attributes["width"]), number(attributes["height"]))
    case "rect":
      let (x, y) = (number(attributes["x"] ?? "0"), number(attributes["y"] ?? "0"))
      add(
        Box(left: x, top: y, right: x + number(attributes["width"]), bottom: y + number(attributes["height"]))
      )
    case "path": readPath(attributes["d"] ?? "")
    case "g": readTransform(attributes["transform"] ?? "")
    default: break
    }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { characters += string }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    switch name {
    case "g": transform = (0, 0, 1, 1)
    case "title": title = characters
    case "desc": details = characters
    case "text":
      let size = number(current["font-size"])
      let width = TextMeasure.width(characters, size: size, isBold: current["font-weight"] == "bold")
      let (x, y) = (number(current["x"]), number(current["y"]))
      let left =
        current["text-anchor"] == "end" ? x - width : current["text-anchor"] == "middle" ? x - width / 2 : x
      texts.append(
        (characters, Box(left: left, top: y - 0.75 * size, right: left + width, bottom: y + 0.2 * size)))
    default: break
    }
  }

  private func add(_ box: Box) {
    shapes.append(
      Box(
        left: transform.x + transform.scaleX * box.left, top: transform.y + transform.scaleY * box.top,
        right: transform.x + transform.scaleX * box.right, bottom: transform.y + transform.scaleY * box.bottom
      ))
  }

  private func readTransform(_ text: String) {
    let numbers = text.split { !"0123456789.e-".contains($0) }.compactMap { Double($0) }.filter(\.isFinite)
    guard text.hasPrefix("translate("), numbers.count == 4 else {
      problems.append("unknown transform: \(text)")
      return
    }
    transform = (numbers[0], numbers[1], numbers[2], numbers[3])
  }

  /// The box of a path of the commands that charts use. An arc is taken for its ends.
  private func readPath(_ text: String) {
    var (x, y) = (0.0, 0.0)
    var box: Box?
    var rest = text[...]
    while let command = rest.popFirst() {
      let part = rest.prefix { !$0.isLetter || $0 == "e" }
      rest = rest.dropFirst(part.count)
      var numbers: [Double] = []
      for field in part.replacingOccurrences(of: "-", with: " -").split(separator: " ") {
        numbers.append(number(String(field)))
      }
      switch command {
      case "M", "L": (x, y) = (numbers[0], numbers[1])
      case "m", "l": (x, y) = (x + numbers[0], y + numbers[1])
      case "H": x = numbers[0]
      case "h": x += numbers[0]
      case "V": y = numbers[0]
      case "v": y += numbers[0]
      case "a": (x, y) = (x + numbers[5], y + numbers[6])
      case "z": continue
      default: problems.append("unknown command \(command)")
      }
      box =
        box.map {
          Box(left: min($0.left, x), top: min($0.top, y), right: max($0.right, x), bottom: max($0.bottom, y))
        } ?? Box(left: x, top: y, right: x, bottom: y)
    }
    if let box { add(box) }
  }

  /// Shapes and texts that are not within the picture, and numbers that are none.
  var faults: [String] {
    let frame = Box(left: -0.05, top: -0.05, right: width + 0.05, bottom: height + 0.05)
    func isOutside(_ box: Box) -> Bool {
      box.left < frame.left || box.top < frame.top || box.right > frame.right || box.bottom > frame.bottom
    }
    return problems + shapes.filter(isOutside).map { "outside: \($0)" }
      + texts.filter { isOutside($0.box) }.map { "outside: \($0)" }
  }

  /// Pairs of texts that overlap.
  var overlaps: [String] {
    texts.indices.flatMap { one in
      texts.indices.dropFirst(one + 1).filter { texts[one].box.overlaps(texts[$0].box) }
        .map { "\(texts[one].text) and \(texts[$0].text)" }
    }
  }
}
