#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Double {
  /// The number with exactly `decimals` digits (0 to 17) behind the point, correctly rounded from its binary value;
  /// `nan`, `inf` and `-inf` where it is not finite, and never a negative zero.
  public func fixed(_ decimals: Int) -> String {
    guard isFinite else { return nonFiniteText }
    return formatted("%.*f", decimals).withoutNegativeZero
  }

  /// A figure for people: fixed decimals as long as that is readable, otherwise an exponent (`3.402e+38`, `2.1e-09`).
  public func figure(_ decimals: Int) -> String {
    guard isFinite else { return nonFiniteText }
    let digits = min(max(decimals, 0), 17)
    let size = magnitude
    if size >= 1e7 { return formatted("%.*e", 3) }
    if size != 0, size < 0.5 * pow(10, -Double(digits)) { return formatted("%.*e", 1) }
    return fixed(digits)
  }

  /// As `figure`, with a plus where it is not negative: a difference.
  public func signedFigure(_ decimals: Int) -> String {
    let text = figure(decimals)
    return isNaN || text.hasPrefix("-") ? text : "+" + text
  }

  /// The shortest text that reads back as the same number, or `nan`, `inf`, `-inf`: for machines.
  public var exact: String {
    guard isFinite else { return nonFiniteText }
    let text = description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private var nonFiniteText: String {
    isNaN ? "nan" : self < 0 ? "-inf" : "inf"
  }

  private func formatted(_ format: String, _ digits: Int) -> String {
    let digits = Int32(min(max(digits, 0), 17))
    // The longest finite number has 309 digits before the point.
    var buffer = [CChar](repeating: 0, count: 336)
    let written = withVaList([digits, self]) { vsnprintf(&buffer, buffer.count, format, $0) }
    let length = min(max(Int(written), 0), buffer.count - 1)
    return String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

extension String {
  fileprivate var withoutNegativeZero: String {
    hasPrefix("-") && dropFirst().allSatisfy({ $0 == "0" || $0 == "." }) ? String(dropFirst()) : self
  }
}
