import Text

/// SVG text under construction.
struct Markup {
  private(set) var text = ""

  typealias Attributes = KeyValuePairs<String, String>

  mutating func element(_ name: String, _ attributes: Attributes = [:]) {
    text += "<\(name)\(Self.list(attributes))/>\n"
  }

  /// An element with text in it.
  mutating func element(_ name: String, _ attributes: Attributes = [:], text content: String) {
    text += "<\(name)\(Self.list(attributes))>\(content.escapedForMarkup)</\(name)>\n"
  }

  /// An element with others in it.
  mutating func element(
    _ name: String, _ attributes: Attributes = [:], content: (inout Markup) -> Void
  ) {
    text += "<\(name)\(Self.list(attributes))>\n"
    content(&self)
    text += "</\(name)>\n"
  }

  /// - Parameter anchor: where the text's place is: `start`, `middle` or `end`.
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
  /// With two decimals at most: hundredths of a pixel, which nobody sees.
  var coordinate: String {
    guard isFinite else { return "0" }
    var text = fixed(2)
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }

  /// Four digits that matter, or an exponent where that would be long.
  var brief: String {
    guard isFinite, self != 0 else { return figure(0) }
    let size = magnitude
    if size >= 1e5 || size < 1e-3 { return figure(0).contains("e") ? figure(0) : fixed(0) }
    return fixed(size >= 1000 ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 3 : 4)
  }
}

extension String {
  /// Cut in the middle, where names of variants say least, to what fits into so many pixels.
  /// - Parameter pixels: a character takes about 0.6 of the size of the type, 0.65 in bold.
  func shortened(toWidth width: Double, ofCharacters pixels: Double) -> String {
    let limit = max(Int(width / pixels), 3)
    guard count > limit else { return self }
    return prefix(limit - limit / 2 - 1) + "…" + suffix(limit / 2)
  }

  /// As text or as an attribute's value of XML 1.0, without the characters that it has no place for.
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
