import Datasets

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
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    let bits = hex.flatMap { digit in
      let value = digit.hexDigitValue ?? 0
      return [8, 4, 2, 1].map { value & $0 != 0 ? 1 : 0 }
    }
    let sextets = stride(from: 0, to: bits.count, by: 6).map { start in
      // The last digit is filled up with zeros.
      (0..<6).reduce(0) { value, bit in value * 2 + (start + bit < bits.count ? bits[start + bit] : 0) }
    }
    let digits = String(sextets.map { alphabet[$0] })
    return digits + String(repeating: "=", count: (4 - digits.count % 4) % 4)
  }
}
