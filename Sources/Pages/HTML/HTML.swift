import Text

/// A piece of an HTML page. Texts and attributes are escaped when it is written, whatever they contain. The result is also
/// well-formed XML, so that any XML parser can check it.
public indirect enum HTML: Equatable, Sendable {
  case element(String, [Attribute], [HTML])
  case text(String)
  /// Markup that the program itself makes, such as charts; it is written as it is.
  case markup(String)

  public struct Attribute: Equatable, Sendable {
    public let name: String
    public let value: String

    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// Elements that have no content and no end tag in HTML.
  private static let emptyElements: Set<String> = ["meta", "br", "hr", "col"]

  /// The markup.
  public var written: String {
    var text = ""
    write(into: &text)
    return text
  }

  private func write(into text: inout String) {
    switch self {
    case .text(let content): text += content.shownInMarkup
    case .markup(let markup): text += markup
    case .element(let name, let attributes, let content):
      text += "<" + name
      for attribute in attributes {
        text += " \(attribute.name)=\"\(attribute.value.shownInMarkup)\""
      }
      if Self.emptyElements.contains(name) {
        text += " />"
      } else {
        text += ">"
        for piece in content { piece.write(into: &text) }
        text += "</\(name)>"
      }
      if Self.endsLine(name) { text += "\n" }
    }
  }

  /// Whether a line ends after an element, so that the source is readable. Only where space means nothing.
  private static func endsLine(_ name: String) -> Bool {
    switch name {
    case "a", "b", "bdi", "code", "em", "q", "span", "strong", "td", "th": false
    default: true
    }
  }
}

extension String {
  /// Control characters are shown as the replacement character, so that one name does not look like another. Line ends stay.
  fileprivate var shownInMarkup: String {
    split(separator: "\n", omittingEmptySubsequences: false).map { String($0).singleLine.escapedForMarkup }
      .joined(separator: "\n")
  }
}

extension HTML: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
  public init(stringLiteral value: String) { self = .text(value) }
}

/// An element with its content: `tag("p", [:], "Hello")`. Attributes without a value are left out.
func tag(
  _ name: String, _ attributes: KeyValuePairs<String, String>, _ content: HTML...
) -> HTML {
  tag(name, attributes, all: content)
}

func tag(_ name: String, _ attributes: KeyValuePairs<String, String>, all content: [HTML]) -> HTML {
  let given = attributes.filter { !$0.value.isEmpty }
  return .element(name, given.map { HTML.Attribute($0.key, $0.value) }, content)
}
