import Text

/// SVG text under construction.
struct Markup {
  private(set) var text = ""
  /// Whether attributes of text that have the value of the whole figure are left out.
  let isCompact: Bool

  init(isCompact: Bool = false) { self.isCompact = isCompact }

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
  /// - Parameter more: further attributes.
  mutating func element(
    _ name: String, _ attributes: Attributes = [:], _ more: Attributes = [:],
    content: (inout Markup) -> Void
  ) {
    text += "<\(name)\(Self.list(attributes))\(Self.list(more))>\n"
    content(&self)
    text += "</\(name)>\n"
  }

  /// Appends a group that names its series, so that the script of a page can hide it.
  /// - Parameter tone: without a group where it is nil or not that of a series.
  mutating func series(_ tone: Tone?, content: (inout Markup) -> Void) {
    guard case .series(let index)? = tone else { return content(&self) }
    element("g", ["data-series": "\(index)"], content: content)
  }

  /// Appends a line of text.
  /// - Parameter tone: a class that names the colour.
  mutating func svgText(
    _ content: String, x: Double, y: Double, anchor: Mark.Anchor = .start, tone: String = "ink",
    size: Double = 12, isBold: Bool = false
  ) {
    let position: Attributes = ["class": tone, "x": x.pixel, "y": y.pixel]
    let usual: Attributes = ["text-anchor": "start", "font-size": "12", "font-weight": "normal"]
    let style: Attributes = [
      "text-anchor": anchor.rawValue, "font-size": size.coordinate, "font-weight": isBold ? "bold" : "normal",
    ]
    let kept = zip(style, usual).filter { !isCompact || $0 != $1 }.map(\.0)
    text +=
      "<text\(Self.list(position))\(Self.list(kept)) fill=\"currentColor\">\(content.escapedForMarkup)</text>\n"
  }

  private static func list(_ attributes: some Sequence<(key: String, value: String)>) -> String {
    attributes.map { " \($0.key)=\"\($0.value.escapedForMarkup)\"" }.joined()
  }
}

extension Double {
  /// A factor at full precision, because it multiplies large coordinates.
  var exactCoordinate: String { isFinite ? "\(self)" : "1" }

  /// The coordinate with at most two decimals. Nobody sees hundredths of a pixel.
  var coordinate: String {
    guard isFinite else { return "0" }
    return Self.withoutLastZeros(fixed(2))
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
    if size >= 1e5 || size < 1e-3 { return shortExponent ?? fixed(0) }
    return fixed(size >= 1000 ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 3 : 4)
  }

  /// The number with an exponent and without zeros that say nothing: `2.5e8`. Nil if it needs no exponent.
  private var shortExponent: String? {
    let parts = figure(0).split(separator: "e")
    guard parts.count == 2, let power = Int(parts[1]) else { return nil }
    return "\(Self.withoutLastZeros(String(parts[0])))e\(power)"
  }

  /// A number with decimals without those that are zeros at its end; any other number as it is.
  private static func withoutLastZeros(_ number: String) -> String {
    guard number.contains(".") else { return number }
    var number = number
    while number.hasSuffix("0") { number.removeLast() }
    if number.hasSuffix(".") { number.removeLast() }
    return number
  }
}
