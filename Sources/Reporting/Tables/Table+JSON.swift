import Experiments
import Schema

extension Table {
  /// A list with an object for each row, whose members are named by the columns' keys.
  var json: JSON {
    .array(
      rows.map { row in
        .object(zip(columns, row).map { JSON.Member($0.key, $1.json) })
      })
  }
}

extension Cell {
  var json: JSON {
    switch value {
    case .none: .null
    case .text(let text): .string(text)
    case .integer(let value): .integer(value)
    case .seed(let value): .integer(value)
    case .number(let value): .double(value)
    case .boolean(let value): .boolean(value)
    }
  }
}
