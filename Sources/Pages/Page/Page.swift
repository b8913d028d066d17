import BuiltIns
import Drawing
import Reporting

/// An HTML page that holds everything about studies and experiments, in one file. It needs no network, and no script: the
/// script only adds to what is there. The same subjects give the same bytes.
public struct Page {
  public let subjects: [PageSubject]
  /// The version of bnlab that makes the page.
  public let version: String
  /// The command that makes the page again.
  public let command: String

  public init(_ subjects: [PageSubject], version: String, command: String) {
    self.subjects = subjects
    self.version = version
    self.command = command
  }

  static let style = String(cString: built_in_page_style()) + Chart.pageStyle + "\n"
  static let script = String(cString: built_in_page_script())

  /// The page, which ends with a newline. It is well-formed XML.
  public var html: String {
    let title = "bnlab: " + subjects.map(\.name).joined(separator: ", ")
    var anchors = Anchors()
    let sections = subjects.map { subject in
      var section = SubjectSection(subject, anchors: anchors)
      let html = section.html
      anchors = section.anchors
      return (subject: subject, id: section.id, html: html)
    }
    let summary = PageSummary(sections: sections.map { ($0.subject, $0.id) })
    // The policy allows nothing but what is in the page.
    let (style, script) = (Embedded.style(Self.style), Embedded.script(Self.script))
    let page = tag(
      "html", ["xmlns": "http://www.w3.org/1999/xhtml", "lang": "en"],
      tag(
        "head", [:],
        tag("meta", ["charset": "utf-8"]),
        tag(
          "meta",
          [
            "http-equiv": "Content-Security-Policy",
            "content": "default-src 'none'; style-src '\(style.hash)'; script-src '\(script.hash)'; "
              + "base-uri 'none'; form-action 'none'",
          ]),
        tag("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
        tag("meta", ["name": "color-scheme", "content": "light dark"]),
        tag("meta", ["name": "generator", "content": "bnlab \(version)"]),
        tag("title", [:], .text(title)), .markup(style.element)),
      tag(
        "body", [:],
        all: [
          tag("a", ["class": "skip", "href": "#main"], "Skip to the results"),
          tag(
            "header", ["class": "page"],
            all: [tag("h1", [:], .text(heading))] + summary.html),
          tag("main", ["id": "main"], all: sections.map(\.html)),
          tag(
            "footer", [:],
            tag("p", [:], .text("Made by bnlab \(version) with this command:")),
            HTML.code(command)),
          .markup(script.element),
        ]))
    return "<!DOCTYPE html>\n" + page.written
  }

  private var heading: String {
    subjects.contains { $0.findings != nil }
      ? "Which claims about batch normalization are reproduced?"
      : "Batch normalization, measured"
  }
}
