import Text

/// SVG text under construction.
struct Markup {
  private(set) var text = ""

  typealias Attributes = KeyValuePairs<String, String>

  /// Appends an empty element.
  mutating func element(_ name: String, _ attributes: Attributes = [:]) {
    text += "<\(name)\(Self.list(attributes))/>\n"
  }

  /// Appends an element that holds text.
  mutating func element(_ name: String, _ attributes: Attributes = [:], text content: String) {
    text += "<\(name)\(Self.list(attributes))>\(content.escapedForMarkup)</\(name)>\n"
  }

  /// Appends an element that holds other elements.
  mutating func element(
    _ name: String, _ attributes: Attributes = [:], content: (inout Markup) -> Void
  ) {
    text += "<\(name)\(Self.list(attributes))>\n"
    content(&self)
    text += "</\(name)>\n"
  }

  /// Appends a line of text.
  /// - Parameter tone: a class that names the colour.
  mutating func svgText(
    _ content: String, x: Double, y: Double, anchor: Mark.Anchor = .start, tone: String = "ink",
    size: Double = 12, isBold: Bool = false
  ) {
    element(
      "text",
      [
        "class": tone, "x": x.pixel, "y": y.pixel, "text-anchor": anchor.rawValue,
        "font-size": size.coordinate, "font-weight": isBold ? "bold" : "normal", "fill": "currentColor",
      ], text: content)
  }

  private static func list(_ attributes: Attributes) -> String {
    attributes.map { " \($0.key)=\"\($0.value.escapedForMarkup)\"" }.joined()
  }
}

extension Double {
  /// A factor at full precision, because it multiplies large coordinates.
  var exactCoordinate: String { isFinite ? "\(self)" : "1" }

  /// The coordinate with at most two decimals. Nobody sees hundredths of a pixel.
  var coordinate: String {
    guard isFinite else { return "0" }
    var text = fixed(2)
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }

  /// The coordinate in tenths of a pixel, which is fine enough for lines.
  var pixel: String {
    guard isFinite else { return "0" }
    let text = fixed(1)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// The number with about four significant digits, or with an exponent if it is very large or small.
  public var brief: String {
    guard isFinite, self != 0 else { return figure(0) }
    let size = magnitude
    if size >= 1e5 || size < 1e-3 { return figure(0).contains("e") ? figure(0) : fixed(0) }
    return fixed(size >= 1000 ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 3 : 4)
  }
}

extension String {
  /// The string as text or as the value of an attribute in XML 1.0, without characters that XML cannot hold.
  var escapedForMarkup: String {
    var escaped = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;".unicodeScalars
      case "<": escaped += "&lt;".unicodeScalars
      case ">": escaped += "&gt;".unicodeScalars
      case "\"": escaped += "&quot;".unicodeScalars
      case "\t", "\n", "\r": escaped.append(" ")
      case "\u{FFFE}", "\u{FFFF}": continue
      case _ where scalar.isControl: continue
      default: escaped.append(scalar)
      }
    }
    return String(escaped)
  }
}
