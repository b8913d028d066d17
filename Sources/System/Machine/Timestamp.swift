#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
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
    let (day, second) = (seconds.flooredQuotient(86_400), seconds - seconds.flooredQuotient(86_400) * 86_400)
    let date = Self.date(ofDay: day)
    let clock = [second / 3600, second / 60 % 60, second % 60].map { Self.digits($0, 2) }
    return "\(Self.digits(date.year, 4))-\(Self.digits(date.month, 2))-\(Self.digits(date.day, 2))T"
      + clock.joined(separator: ":") + "Z"
  }

  /// Reads what `text` writes; nil for anything else.
  public init?(text: String) {
    let pattern = Array("dddd-dd-ddTdd:dd:ddZ".utf8)
    let bytes = Array(text.utf8)
    guard bytes.count == pattern.count,
      zip(bytes, pattern).allSatisfy({ $1 == UInt8(ascii: "d") ? (0x30...0x39).contains($0) : $0 == $1 })
    else { return nil }
    func number(_ range: Range<Int>) -> Int { bytes[range].reduce(0) { $0 * 10 + Int($1) - 0x30 } }
    let (hour, minute, second) = (number(11..<13), number(14..<16), number(17..<19))
    let day = Self.day(year: number(0..<4), month: number(5..<7), day: number(8..<10))
    seconds = day * 86_400 + hour * 3600 + minute * 60 + second
    guard self.text == text else { return nil }
  }

  /// For people, in the time zone of this machine: `2026-11-28 16:22`
  public var localText: String {
    var (moment, fields) = (time_t(seconds), tm())
    guard localtime_r(&moment, &fields) != nil else { return text }
    let date = [Int(fields.tm_year) + 1900, Int(fields.tm_mon) + 1, Int(fields.tm_mday)]
    return date.enumerated().map { Self.digits($1, $0 == 0 ? 4 : 2) }.joined(separator: "-") + " "
      + Self.digits(Int(fields.tm_hour), 2) + ":" + Self.digits(Int(fields.tm_min), 2)
  }

  private static func digits(_ number: Int, _ count: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(count - text.count, 0)) + text
  }

  // The Gregorian calendar in eras of 400 years that begin in March, so that a leap day is the last one of its year.
  // https://howardhinnant.github.io/date_algorithms.html

  private static func day(year: Int, month: Int, day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let era = year.flooredQuotient(400)
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func date(ofDay day: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = day + 719_468
    let era = shifted.flooredQuotient(146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1
    )
  }
}

extension Int {
  fileprivate func flooredQuotient(_ divisor: Int) -> Int {
    self / divisor - (self % divisor < 0 ? 1 : 0)
  }
}
