/// Doubles as plain decimals without an exponent, for spreadsheets and tools that cannot read exponents.
public enum PlainDecimal {
  /// The shortest decimal that reads back as the same double; `nan`, `inf` or `-inf` if it is not finite.
  public static func text(_ value: Double) -> String {
    // Swift's description has the shortest digits, but uses an exponent outside 1e-4 to 2^54.
    let description = value.exact
    guard let e = description.firstIndex(of: "e"),
      let exponent = Int(description[description.index(after: e)...])
    else { return description }
    let sign = value.sign == .minus ? "-" : ""
    let mantissa = description[..<e].drop { $0 == "-" }
    let point = mantissa.firstIndex(of: ".") ?? mantissa.endIndex
    let whole = mantissa[..<point]
    let fraction = mantissa[point...].dropFirst()
    let digits = whole + (fraction == "0" ? "" : fraction)
    // The number of digits before the point; not positive if zeros follow the point.
    let wholeCount = whole.count + exponent
    if wholeCount <= 0 { return sign + "0." + String(repeating: "0", count: -wholeCount) + digits }
    if wholeCount >= digits.count {
      return sign + digits + String(repeating: "0", count: wholeCount - digits.count)
    }
    return sign + digits.prefix(wholeCount) + "." + digits.dropFirst(wholeCount)
  }

  /// Reads what `text` writes, and any other decimal, also with an exponent. Nil for everything else, including
  /// hexadecimal numbers and the word `infinity`.
  public static func value(_ text: Substring) -> Double? {
    switch text {
    case "nan": return .nan
    case "inf": return .infinity
    case "-inf": return -.infinity
    default:
      let digits = text.drop { $0 == "-" }
      guard digits.first?.isWholeNumber == true,
        text.utf8.allSatisfy({ (48...57).contains($0) || "+-.eE".utf8.contains($0) }),
        let value = Double(text), value.isFinite
      else { return nil }
      return value
    }
  }
}
