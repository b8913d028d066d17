import Datasets

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A style sheet or a script as part of a page, with the hash by which the page's policy allows it.
struct Embedded {
  let element: String
  /// As in `style-src 'sha256-…'`.
  let hash: String

  static func style(_ text: String) -> Embedded {
    Embedded(name: "style", content: "/*<![CDATA[*/\n\(text)/*]]>*/")
  }

  static func script(_ text: String) -> Embedded {
    Embedded(name: "script", content: "//<![CDATA[\n\(text)//]]>\n")
  }

  /// - Parameter content: without the element's end tag. XML reads it as one CDATA section, HTML as it is.
  private init(name: String, content: String) {
    element = "<\(name)>\(content)</\(name)>\n"
    hash = "sha256-" + SHA256.digest(of: Array(content.utf8)).base64
  }
}

extension SHA256.Digest {
  /// The 32 bytes in base 64 (RFC 4648).
  fileprivate var base64: String {
    let digits = hex.compactMap(\.hexDigitValue).map(UInt8.init)
    let bytes = stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    return Data(bytes).base64EncodedString()
  }
}
