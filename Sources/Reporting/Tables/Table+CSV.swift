import Text

extension Table {
  /// The table as CSV by RFC 4180, except that lines end in a line feed, as in metrics.csv. The header holds the columns'
  /// keys. Numbers have full precision; those that are not finite are `nan`, `inf` and `-inf`. Each text is on one line.
  public var csv: String {
    let lines = [columns.map(\.key.csvField)] + rows.map { $0.map(\.csvField) }
    return lines.map { $0.joined(separator: ",") + "\n" }.joined()
  }
}

extension Cell {
  fileprivate var csvField: String {
    switch value {
    case .none: ""
    case .text(let text): text.singleLine.csvField
    case .integer(let value): String(value)
    case .seed(let value): String(value)
    case .number(let value): value.exact
    case .boolean(let value): value ? "true" : "false"
    }
  }
}

extension String {
  fileprivate var csvField: String {
    // By Unicode scalars, because a carriage return with a line feed is a single Character.
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
