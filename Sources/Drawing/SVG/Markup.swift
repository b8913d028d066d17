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
  /// - Parameters:
  ///   - anchor: which point of the text lies at x: `start`, `middle` or `end`.
  ///   - style: a class of the style sheet.
  mutating func label(
    _ content: String, x: Double, y: Double, anchor: String = "start", style: String? = nil
  ) {
    guard let style else {
      return element(
        "text", ["x": x.coordinate, "y": y.coordinate, "text-anchor": anchor], text: content)
    }
    element(
      "text", ["x": x.coordinate, "y": y.coordinate, "text-anchor": anchor, "class": style],
      text: content)
  }

  /// Appends a line of text of a figure.
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

  mutating func line(x1: Double, y1: Double, x2: Double, y2: Double, style: String) {
    element(
      "line",
      [
        "x1": x1.coordinate, "y1": y1.coordinate, "x2": x2.coordinate, "y2": y2.coordinate, "class": style,
      ])
  }

  mutating func rectangle(x: Double, y: Double, width: Double, height: Double, style: String) {
    element(
      "rect",
      [
        "x": x.coordinate, "y": y.coordinate, "width": width.coordinate, "height": height.coordinate,
        "class": style,
      ])
  }

  private static func list(_ attributes: Attributes) -> String {
    attributes.map { " \($0.key)=\"\($0.value.escapedForMarkup)\"" }.joined()
  }
}

extension Double {
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
  /// The text cut in the middle to fit a width in pixels. The middle is the least telling part of the name of a variant.
  /// - Parameter pixels: the width of a character, about 0.6 times the font size, 0.65 times in bold.
  func shortened(toWidth width: Double, ofCharacters pixels: Double) -> String {
    let limit = max(Int(width / pixels), 3)
    guard count > limit else { return self }
    return prefix(limit - limit / 2 - 1) + "…" + suffix(limit / 2)
  }

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
      case "\u{0}"..<" ", "\u{FFFE}", "\u{FFFF}": continue
      default: escaped.append(scalar)
      }
    }
    return String(escaped)
  }
}
