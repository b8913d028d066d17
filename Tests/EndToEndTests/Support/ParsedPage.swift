import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// An HTML page, read by an XML parser.
final class ParsedPage: NSObject, XMLParserDelegate {
  private(set) var text = ""
  private(set) var headings: [String] = []
  private var elements: [(name: String, attributes: [String: String])] = []
  private var textsBySVGElement: [String: [String]] = [:]
  private var open: [(name: String, text: String)] = []
  private var problem: String?

  /// - Throws: if the page is not well-formed XML.
  init(_ html: String) throws {
    super.init()
    let parser = XMLParser(data: Data(html.utf8))
    parser.delegate = self
    let isWellFormed = parser.parse()
    try #require(isWellFormed, "line \(parser.lineNumber): \(parser.parserError.map { "\($0)" } ?? "")")
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String] = [:]
  ) {
    elements.append((name, attributes))
    open.append((name, ""))
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    text += string
    for index in open.indices { open[index].text += string }
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    let closed = open.removeLast()
    if ["h1", "h2", "h3", "h4"].contains(name) { headings.append(closed.text) }
    if open.contains(where: { $0.name == "svg" }) { textsBySVGElement[name, default: []].append(closed.text) }
  }

  func count(_ name: String) -> Int { elements.count { $0.name == name } }

  func texts(ofSVG element: String) -> [String] { textsBySVGElement[element] ?? [] }

  /// Checks what holds for every page.
  func checkStructure() {
    let ids = elements.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count, "an id stands twice")
    for (name, attributes) in elements {
      // Everything that refers to another element finds it.
      for key in ["aria-labelledby", "aria-describedby"] {
        for id in (attributes[key] ?? "").split(separator: " ") {
          #expect(ids.contains(String(id)), "\(key)=\(id)")
        }
      }
      if let target = attributes["href"] {
        #expect(name == "a", "only links have addresses, not \(name)")
        let isKnown =
          target.hasPrefix("#") ? ids.contains(String(target.dropFirst())) : target.hasPrefix("http")
        #expect(isKnown, "\(target)")
      }
      // Nothing is loaded, and nothing runs but the page's own script.
      for key in ["src", "srcset", "xlink:href", "action", "style"] {
        #expect(attributes[key] == nil, "\(key)")
      }
      #expect(!attributes.keys.contains { $0.hasPrefix("on") })
      #expect(!["link", "iframe", "img", "object", "embed", "form", "base"].contains(name))
      if name == "svg" {
        #expect(attributes["role"] == "img" || attributes["aria-hidden"] == "true")
        #expect(attributes["aria-hidden"] == "true" || attributes["aria-labelledby"] != nil)
      }
      if name == "th" { #expect(["col", "row"].contains(attributes["scope"])) }
    }
    #expect(count("caption") == count("table"))
    #expect(count("h1") == 1 && count("main") == 1)
    #expect(count("title") == 1 + texts(ofSVG: "title").count)
    #expect(
      texts(ofSVG: "title").allSatisfy { !$0.isEmpty } && texts(ofSVG: "desc").allSatisfy { !$0.isEmpty })
  }
}
