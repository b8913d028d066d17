import Text

extension Table {
  /// RFC 4180 with a header of the columns' keys, numbers at full precision, `nan`, `inf` and `-inf` where they are
  /// not finite, `true` and `false`; lines end in a line feed, as they do in metrics.csv.
  public var csv: String {
    let lines = [columns.map(\.key.csvField)] + rows.map { $0.map(\.csvField) }
    return lines.map { $0.joined(separator: ",") + "\n" }.joined()
  }
}

extension Cell {
  fileprivate var csvField: String {
    switch value {
    case .none: ""
    case .text(let text): text.csvField
    case .integer(let value): String(value)
    case .seed(let value): String(value)
    case .number(let value): value.exact
    case .boolean(let value): value ? "true" : "false"
    }
  }
}

extension String {
  fileprivate var csvField: String {
    // Unicode scalars: a carriage return and a line feed are one Character.
    let special: Set<Unicode.Scalar> = [",", "\"", "\r", "\n"]
    guard unicodeScalars.contains(where: special.contains) else { return self }
    var field = "\""
    for scalar in unicodeScalars {
      if scalar == "\"" { field += "\"" }
      field.unicodeScalars.append(scalar)
    }
    return field + "\""
  }
}
