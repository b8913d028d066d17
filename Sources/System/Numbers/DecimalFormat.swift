#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Formats a number with a given number of digits after the decimal point, with the C library. The digits are correctly
/// rounded from the binary value. The raw values are formats of `printf`.
public enum DecimalFormat: String, Sendable {
  /// `1234.50`
  case fixed = "%.*f"
  /// `1.23e+03`
  case exponent = "%.*e"

  /// - Parameter digits: after the point, 0 to 17; other numbers are replaced by the nearest of these.
  public func text(_ value: Double, digits: Int) -> String {
    let digits = Int32(min(max(digits, 0), 17))
    // A number has at most 309 digits before the point.
    var buffer = [CChar](repeating: 0, count: 336)
    let written = withVaList([digits, value]) { vsnprintf(&buffer, buffer.count, rawValue, $0) }
    let length = min(max(Int(written), 0), buffer.count - 1)
    return String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
