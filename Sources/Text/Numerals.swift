import System

extension Double {
  /// The number with exactly `decimals` digits (0 to 17) after the point, correctly rounded from its binary value. It
  /// is `nan`, `inf` or `-inf` if it is not finite. Negative zero is written without its sign.
  public func fixed(_ decimals: Int) -> String {
    guard isFinite else { return nonFiniteText }
    return DecimalFormat.fixed.text(self, digits: decimals).withoutNegativeZero
  }

  /// The number for people: with `decimals` digits after the point if it is neither too large nor too small for that,
  /// otherwise with an exponent (`3.402e+38`, `2.1e-09`).
  public func figure(_ decimals: Int) -> String {
    guard isFinite else { return nonFiniteText }
    let digits = min(max(decimals, 0), 17)
    let size = magnitude
    if size >= 1e7 { return DecimalFormat.exponent.text(self, digits: 3) }
    if size != 0, size < 0.5 * pow(10, -Double(digits)) {
      return DecimalFormat.exponent.text(self, digits: 1)
    }
    return fixed(digits)
  }

  /// The number for programs: the shortest text that is read back as the same number, or `nan`, `inf` or `-inf`.
  public var exact: String {
    guard isFinite else { return nonFiniteText }
    let text = description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private var nonFiniteText: String {
    isNaN ? "nan" : self < 0 ? "-inf" : "inf"
  }
}

extension String {
  fileprivate var withoutNegativeZero: String {
    hasPrefix("-") && dropFirst().allSatisfy({ $0 == "0" || $0 == "." }) ? String(dropFirst()) : self
  }
}
