extension String {
  /// The string as text or as the value of an attribute in HTML and in XML 1.0, without characters that they cannot hold
  /// and without controls of the direction of writing.
  public var escapedForMarkup: String {
    var escaped = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;".unicodeScalars
      case "<": escaped += "&lt;".unicodeScalars
      case ">": escaped += "&gt;".unicodeScalars
      case "\"": escaped += "&quot;".unicodeScalars
      case "\t", "\n", "\r": escaped.append(" ")
      case _ where scalar.isControl || scalar.properties.isNoncharacterCodePoint: continue
      default: escaped.append(scalar)
      }
    }
    return String(escaped)
  }
}
