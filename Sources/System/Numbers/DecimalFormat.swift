#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The C library's ways of writing a number with so many digits (0 to 17) behind the point, correctly rounded from its
/// binary value.
public enum DecimalFormat: String, Sendable {
  case fixed = "%.*f"
  case exponent = "%.*e"

  public func text(_ value: Double, digits: Int) -> String {
    let digits = Int32(min(max(digits, 0), 17))
    // The longest finite number has 309 digits before the point.
    var buffer = [CChar](repeating: 0, count: 336)
    let written = withVaList([digits, value]) { vsnprintf(&buffer, buffer.count, rawValue, $0) }
    let length = min(max(Int(written), 0), buffer.count - 1)
    return String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
