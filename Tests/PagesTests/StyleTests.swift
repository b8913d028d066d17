import Foundation
import Testing

@testable import Pages

/// The style sheet and the script, which are files of their own.
@Suite struct StyleTests {
  /// The custom properties of the three blocks `:root`: light, dark, print.
  private static let themes: [[String: String]] = {
    Page.style.components(between: ":root {", and: "}").map { block in
      var colours: [String: String] = [:]
      for line in block.split(separator: "\n") {
        let parts = line.split(separator: ":").map { $0.filter { !" ;".contains($0) } }
        if parts.count == 2, parts[1].hasPrefix("#") { colours[String(parts[0].dropFirst(2))] = parts[1] }
      }
      return colours
    }
  }()

  /// WCAG 2.2, success criterion 1.4.3: 4.5 for text, and 1.4.11: 3 for what must be seen besides.
  @Test(arguments: [
    ("ink", "paper", 4.5), ("ink", "wash", 4.5), ("faint", "paper", 4.5), ("faint", "wash", 4.5),
    ("link", "paper", 4.5), ("link", "wash", 4.5), ("good", "good-wash", 4.5), ("bad", "bad-wash", 4.5),
    ("open", "open-wash", 4.5), ("good", "paper", 4.5), ("bad", "paper", 4.5), ("open", "paper", 4.5),
  ])
  func contrastIsEnough(front: String, back: String, limit: Double) throws {
    #expect(Self.themes.count == 3)
    for theme in Self.themes {
      let front = try #require(theme[front].flatMap(luminance))
      let back = try #require(theme[back].flatMap(luminance))
      let contrast = (max(front, back) + 0.05) / (min(front, back) + 0.05)
      #expect(contrast >= limit)
    }
  }

  /// Black on white has the largest contrast there is, 21.
  @Test func luminanceOfTheEnds() throws {
    #expect(luminance("#ffffff") == 1 && luminance("#000000") == 0)
    // ((128/255 + 0.055) / 1.055)^2.4 = 0.2158605 for each channel.
    #expect(try abs(#require(luminance("#808080")) - 0.2158605) < 1e-6)
  }

  @Test func scriptAndStyleStayInOneSection() {
    #expect(Page.script.utf8.count < 8192)
    for text in [Page.script, Page.style] {
      #expect(!text.contains("]]>") && !text.contains("</") && !text.contains("//\u{2028}"))
      #expect(
        !text.contains("http://") || text.components(between: "http://", and: "\"") == ["www.w3.org/2000/svg"]
      )
      #expect(!text.contains("https://") && !text.contains("url(") && !text.contains("@import"))
    }
    for forbidden in ["innerHTML", "eval(", "document.write", "fetch(", "XMLHttpRequest"] {
      #expect(!Page.script.contains(forbidden))
    }
  }

  /// https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
  private func luminance(_ colour: String) -> Double? {
    guard let value = Int(colour.dropFirst(), radix: 16) else { return nil }
    let channels = [16, 8, 0].map { shift -> Double in
      let channel = Double((value >> shift) & 255) / 255
      return channel <= 0.04045 ? channel / 12.92 : exponentiated((channel + 0.055) / 1.055)
    }
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
  }

  private func exponentiated(_ base: Double) -> Double { pow(base, 2.4) }
}

extension String {
  /// What stands between each of these beginnings and the end that follows it.
  fileprivate func components(between start: String, and end: String) -> [String] {
    components(separatedBy: start).dropFirst().map { $0.components(separatedBy: end)[0] }
  }
}
