import Schema
import Text

/// The text of metrics.csv.
///
/// Lines end in LF, not in the CRLF of RFC 4180: every CSV reader accepts both, but line tools (diff, grep, tail, git)
/// show a CR as part of the last figure. No field needs quotes. Figures are plain decimals with the fewest digits that
/// read back as the same double. A figure that was not computed is an empty field; one that is not finite is `nan`,
/// `inf` or `-inf`.
public enum MetricsTable {
  /// The first line of a run without a validation set, with its line end.
  public static let header = header(Metric.columns(withValidation: false))

  /// The first line, with its line end.
  /// - Parameter columns: the columns after `epoch`.
  public static func header(_ columns: [Metric]) -> String {
    (["epoch"] + columns.map(\.rawValue)).joined(separator: ",") + "\n"
  }

  /// The line of an epoch of a run without a validation set, with its line end.
  public static func row(_ record: EpochRecord) -> String {
    row(record, Metric.columns(withValidation: false))
  }

  /// The line of an epoch, with its line end.
  /// - Parameter columns: the columns after `epoch`.
  public static func row(_ record: EpochRecord, _ columns: [Metric]) -> String {
    let figures = columns.map { metric in record.values[metric].map(PlainDecimal.text) ?? "" }
    return ([String(record.epoch)] + figures).joined(separator: ",") + "\n"
  }

  /// The whole table with its header. It has columns of the validation set if a row has such a figure.
  public static func text(_ records: [EpochRecord]) -> String {
    let hasValidation = records.contains { $0.values.keys.contains(where: \.isOfValidation) }
    let columns = Metric.columns(withValidation: hasValidation)
    return records.reduce(into: header(columns)) { $0 += row($1, columns) }
  }

  /// Reads a table. Columns may be missing or in another order, and lines may end in CRLF.
  /// - Parameter path: the path of the file, for messages.
  /// - Throws: `SpecError` for the first line that is not a row of such a table, or for a last line without end.
  public static func parse(_ text: String, path: String) throws(SpecError) -> [EpochRecord] {
    var lineNumber = 0
    do throws(MetricsTableError) {
      var columns: [Metric?] = []
      var records: [EpochRecord] = []
      // "\r\n" is one character.
      var lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
      lineNumber = lines.count
      guard lines.popLast()?.isEmpty == true else { throw .unfinishedLine }
      lineNumber = 1
      if lines.isEmpty { throw .noHeader }
      lineNumber = 0
      for line in lines {
        lineNumber += 1
        let fields = line.split(separator: ",", omittingEmptySubsequences: false)
        if lineNumber == 1 {
          columns = try Self.columns(fields)
        } else {
          records.append(try Self.record(fields, columns, epoch: records.count + 1))
        }
      }
      return records
    } catch {
      let source = SpecSource(name: path, directory: "/")
      throw SpecError(
        SpecProblem(
          at: SpecLocation(source: source, line: lineNumber, column: 1), .particular(ParticularReason(error)))
      )
    }
  }

  /// The metric of each column; nil for the column of the epochs.
  private static func columns(_ names: [Substring]) throws(MetricsTableError) -> [Metric?] {
    var columns: [Metric?] = []
    guard names.first == "epoch" else { throw .noHeader }
    for (index, name) in names.enumerated() {
      if names[..<index].contains(name) { throw .repeatedColumn(String(name)) }
      guard let metric = Metric(rawValue: String(name)) else {
        if index == 0 {
          columns.append(nil)
          continue
        }
        throw .unknownColumn(String(name))
      }
      columns.append(metric)
    }
    return columns
  }

  private static func record(
    _ fields: [Substring], _ columns: [Metric?], epoch: Int
  ) throws(MetricsTableError) -> EpochRecord {
    guard fields.count == columns.count else {
      throw .fieldCount(found: fields.count, expected: columns.count)
    }
    guard fields[0] == String(epoch) else { throw .epoch(found: String(fields[0]), expected: epoch) }
    var values: [Metric: Double] = [:]
    for (field, column) in zip(fields, columns) {
      guard let metric = column, !field.isEmpty else { continue }
      guard let value = PlainDecimal.value(field) else {
        throw .notANumber(String(field), column: metric.rawValue)
      }
      values[metric] = value
    }
    return EpochRecord(epoch: epoch, values: values)
  }
}

/// What can be wrong with metrics.csv.
enum MetricsTableError: Error, ProblemReason {
  case noHeader
  case unknownColumn(String)
  case repeatedColumn(String)
  case fieldCount(found: Int, expected: Int)
  case epoch(found: String, expected: Int)
  case notANumber(String, column: String)
  case unfinishedLine

  var kind: SpecError.Kind { .invalid }

  var message: String {
    switch self {
    case .noHeader: "expected a header line that starts with epoch"
    case .unknownColumn(let name):
      "unknown column \(name); allowed: \(Metric.allCases.map(\.rawValue).joined(separator: ", "))"
    case .repeatedColumn(let name): "the column \(name) is listed twice"
    case .fieldCount(let found, let expected): "expected \(expected) fields, not \(found)"
    case .epoch(let found, let expected): "expected epoch \(expected), not \(found)"
    case .notANumber(let text, let column): "\(text) is not a number (column \(column))"
    case .unfinishedLine: "the last line has no end; the file is cut off"
    }
  }
}
