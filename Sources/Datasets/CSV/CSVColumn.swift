import Schema

/// A column of a CSV file, as a spec names it.
public enum CSVColumn: Equatable, Sendable {
  /// The column's name in the first row.
  case name(String)
  /// The column's number, counted from 0. A negative number counts from the end: -1 is the last column.
  case index(Int)
}

extension Codec where Value == [CSVColumn] {
  /// Reads a single column or a list of columns. A single column is written without a list.
  static var csvColumns: Codec {
    let column = Codec<CSVColumn>.csvColumn
    let list = Codec.list(of: column, minimum: 1)
    return .either(column.map({ [$0] }, { $0.first ?? .index(-1) }), list) { columns in
      columns.count == 1 ? column.write(columns[0]) : list.write(columns)
    }
  }
}

extension Codec where Value == CSVColumn {
  /// Reads an integer as a column number and a string as a column name.
  fileprivate static var csvColumn: Codec {
    .either(
      Codec<Int>.anyInteger.map({ CSVColumn.index($0) }) { column in
        if case .index(let index) = column { index } else { 0 }
      },
      Codec<String>.text.map({ CSVColumn.name($0) }) { column in
        if case .name(let name) = column { name } else { "" }
      }
    ) { column in
      switch column {
      case .name(let name): .string(name)
      case .index(let index): .integer(index)
      }
    }
  }
}
