#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A moment, in whole seconds since the beginning of 1970 (UTC).
public struct Timestamp: Hashable, Comparable, Sendable {
  public let seconds: Int

  public init(seconds: Int) { self.seconds = seconds }

  public static var now: Timestamp { Timestamp(seconds: time(nil)) }

  public static func < (one: Self, other: Self) -> Bool { one.seconds < other.seconds }

  /// ISO 8601 in UTC: `2026-11-28T16:22:38Z`
  public var text: String {
    let fields = fields { gmtime_r($0, $1) }
    return Self.date(fields) + "T" + Self.clock(fields) + ":" + Self.digits(Int(fields.tm_sec), 2) + "Z"
  }

  /// Reads what `text` writes; nil for anything else.
  public init?(text: String) {
    let pattern = Array("dddd-dd-ddTdd:dd:ddZ".utf8)
    let bytes = Array(text.utf8)
    guard bytes.count == pattern.count,
      zip(bytes, pattern).allSatisfy({ $1 == UInt8(ascii: "d") ? (0x30...0x39).contains($0) : $0 == $1 })
    else { return nil }
    func number(_ range: Range<Int>) -> Int32 { bytes[range].reduce(0) { $0 * 10 + Int32($1) - 0x30 } }
    var fields = tm()
    (fields.tm_year, fields.tm_mon, fields.tm_mday) = (
      number(0..<4) - 1900, number(5..<7) - 1, number(8..<10)
    )
    (fields.tm_hour, fields.tm_min, fields.tm_sec) = (number(11..<13), number(14..<16), number(17..<19))
    seconds = timegm(&fields)
    // The 31st of June is the 1st of July to the library.
    guard self.text == text else { return nil }
  }

  /// For people, in the time zone of this machine: `2026-11-28 16:22`
  public var localText: String {
    let fields = fields { localtime_r($0, $1) }
    return Self.date(fields) + " " + Self.clock(fields)
  }

  private func fields(
    _ convert: (UnsafePointer<time_t>, UnsafeMutablePointer<tm>) -> UnsafeMutablePointer<tm>?
  ) -> tm {
    var (moment, fields) = (time_t(seconds), tm())
    // It fails only for years beyond 32 bits, and leaves the fields as they are.
    _ = convert(&moment, &fields)
    return fields
  }

  private static func date(_ fields: tm) -> String {
    let year = digits(Int(fields.tm_year) + 1900, 4)
    return "\(year)-\(digits(Int(fields.tm_mon) + 1, 2))-\(digits(Int(fields.tm_mday), 2))"
  }

  private static func clock(_ fields: tm) -> String {
    "\(digits(Int(fields.tm_hour), 2)):\(digits(Int(fields.tm_min), 2))"
  }

  private static func digits(_ number: Int, _ count: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(count - text.count, 0)) + text
  }
}
