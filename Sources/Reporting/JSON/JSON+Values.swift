import Experiments
import Schema
import Text

/// Values of reports as JSON. A value that does not exist is null, never absent.
extension JSON {
  static func double(_ value: Double?) -> JSON { value.map { .double($0) } ?? .null }

  static func string(_ value: String?) -> JSON { value.map { .string($0) } ?? .null }

  static func interval(_ interval: Interval?) -> JSON {
    interval.map { .array([.double($0.low), .double($0.high)]) } ?? .null
  }

  /// A number that may be infinite, such as the epochs until a threshold that is never reached. Infinities are `"inf"`
  /// and `"-inf"` as in CSV, because JSON has no such numbers.
  static func extended(_ value: Double?) -> JSON {
    value.map { $0.isInfinite ? .string($0.exact) : .double($0) } ?? .null
  }

  static func extended(_ interval: Interval?) -> JSON {
    interval.map { .array([extended($0.low), extended($0.high)]) } ?? .null
  }

  static func sample(_ sample: Sample) -> [Member] {
    [
      .init("n", .integer(sample.count)), .init("mean", .double(sample.mean)),
      .init("sd", .double(sample.standardDeviation)), .init("median", .double(sample.median)),
      .init("min", .double(sample.minimum)), .init("max", .double(sample.maximum)),
    ]
  }
}
