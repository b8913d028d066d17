import Foundation
import Testing

@testable import Pages

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Elements, texts and attributes as markup.
@Suite struct HTMLTests {
  @Test func textsAndAttributesAreEscaped() {
    let html = tag("p", ["title": #"a"b<c>&"#], "x</script><b>&\u{7}\u{202E}y")
    // The bell and the control of the direction are shown as replacement characters.
    #expect(
      html.written
        == "<p title=\"a&quot;b&lt;c&gt;&amp;\">x&lt;/script&gt;&lt;b&gt;&amp;\u{FFFD}\u{FFFD}y</p>\n")
  }

  @Test func linesStayInCode() {
    #expect(HTML.code("a\nb").written == "<pre><code>a\nb</code></pre>\n")
  }

  @Test func emptyElementsHaveNoEndTagAndOthersDo() {
    #expect(tag("meta", ["charset": "utf-8"]).written == "<meta charset=\"utf-8\" />\n")
    #expect(tag("td", ["class": ""]).written == "<td></td>")
  }

  @Test(arguments: ["javascript:alert(1)", "data:text/html,x", " https://a", "file:///etc/passwd"])
  func onlyTheWebIsLinked(address: String) {
    #expect(link(address, "title") == .text("title"))
    #expect(link("HTTPS://example.org/", "title").written.contains("href=\"HTTPS://example.org/\""))
  }

  @Test func idsAreUniqueWhateverTheNames() {
    var anchors = Anchors()
    let ids = ["a b", "A+B", "ä", "", "a b 2", "a b"].map { anchors.id($0) }
    #expect(ids == ["x-a-b", "x-a-b-2", "x-", "x--2", "x-a-b-2-2", "x-a-b-3"])
    #expect(Set(ids).count == ids.count)
  }

  /// The hash of an empty script, from `printf '//<![CDATA[\n//]]>\n' | openssl dgst -sha256 -binary | base64`.
  @Test func hashesAreThoseOfTheContent() {
    #expect(Embedded.script("").element == "<script>//<![CDATA[\n//]]>\n</script>\n")
    #expect(Embedded.script("").hash == "sha256-zGxsuxOS1A65bxBBkrFtjonZRjijRyouZ6yofg41OP0=")
  }
}
