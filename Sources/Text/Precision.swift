import System

/// To how many digits people are shown a figure. This is the only place that decides it; machines get full precision.
public enum Precision: Equatable, Sendable {
  /// Four decimals, as `0.8460`: an accuracy and other shares, which count samples.
  case share
  /// This many significant digits, as `2.303`, `24370` or `0.001234`.
  case significant(Int)
  /// None if the number is whole, otherwise one: the median of counts.
  case count

  /// Losses and all other figures that are not shares.
  public static let figure = Precision.significant(4)

  /// More decimals than this are no longer read; an exponent is.
  private var mostDecimals: Int {
    switch self {
    case .share, .count: 7
    case .significant(let digits): digits + 3
    }
  }
  /// Larger numbers have an exponent.
  private static let exponentLimit = 1e7

  /// A number for people. It is `nan`, `inf` or `-inf` if it is not finite.
  /// - Parameters:
  ///   - isSigned: whether a number that is not negative has a plus sign, as differences do.
  ///   - others: numbers of the same statement, such as the deviation of a mean. All have the decimals of the largest.
  public func text(_ value: Double, isSigned: Bool = false, among others: [Double] = []) -> String {
    guard value.isFinite else { return value.exact }
    let text = text(value, decimals: decimals(of: self == .count ? [value] : [value] + others))
    return isSigned && !text.hasPrefix("-") ? "+" + text : text
  }

  /// The numbers of one statement, all with the decimals of the largest.
  public func texts(_ values: [Double], isSigned: Bool = false) -> [String] {
    values.map { text($0, isSigned: isSigned, among: values) }
  }

  private func text(_ value: Double, decimals: Int?) -> String {
    let size = value.magnitude
    if size != 0, size >= Self.exponentLimit || size < 0.5 * power(-mostDecimals) {
      return DecimalFormat.exponent.text(value, digits: exponentDigits)
    }
    guard let decimals else {
      return size == 0 ? "0" : DecimalFormat.exponent.text(value, digits: exponentDigits)
    }
    if decimals >= 0 { return value.fixed(decimals) }
    let unit = power(-decimals)
    return ((value / unit).rounded() * unit).fixed(0)
  }

  /// The digits after the point where there is an exponent.
  private var exponentDigits: Int {
    switch self {
    case .share, .count: 1
    case .significant(let digits): max(digits - 1, 0)
    }
  }

  /// The common decimals; negative where the last digits before the point are rounded, too; nil where the numbers are so
  /// small that each has its own exponent.
  private func decimals(of values: [Double]) -> Int? {
    let sizes = values.filter { $0.isFinite && $0.magnitude < Self.exponentLimit }.map(\.magnitude)
    let largest = sizes.max() ?? 0
    var decimals =
      switch self {
      case .share: 4
      case .count: sizes.allSatisfy { $0 == $0.rounded() } ? 0 : 1
      // A zero reads as one among numbers below 1.
      case .significant(let digits): digits - 1 - (largest == 0 ? -1 : exponent(of: largest, digits: digits))
      }
    switch self {
    case .share, .count: break
    case .significant: if decimals > mostDecimals { return nil }
    }
    // No number but zero may read as zero. Some would need too many decimals; they get an exponent.
    for size in sizes where size >= 0.5 * power(-mostDecimals) {
      while size <= 0.5 * power(-decimals) { decimals += 1 }
    }
    return decimals
  }

  /// The place of the first digit once the number is rounded: 0 for 1 to 9.999.
  private func exponent(of size: Double, digits: Int) -> Int {
    let text = DecimalFormat.exponent.text(size, digits: max(digits - 1, 0))
    return text.firstIndex(of: "e").flatMap { Int(text[text.index(after: $0)...]) } ?? 0
  }

  private func power(_ exponent: Int) -> Double {
    var power = 1.0
    for _ in 0..<exponent.magnitude { power *= 10 }
    return exponent < 0 ? 1 / power : power
  }
}
