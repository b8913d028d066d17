import Experiments
import Schema
import Text

/// Rows under named columns, written as aligned text, Markdown, CSV or JSON.
public struct Table: Equatable, Sendable {
  public struct Column: Equatable, Sendable {
    /// For machines; snake case.
    public var key: String
    /// For people.
    public var title: String
    public var alignment: TextAlignment
    /// Whether a terminal too narrow for the table may show the column cut off: prose, no names or figures.
    public var mayBeCut: Bool

    public init(
      _ key: String, title: String? = nil, _ alignment: TextAlignment = .left, mayBeCut: Bool = false
    ) {
      self.key = key
      self.title = (title ?? key).singleLine
      self.alignment = alignment
      self.mayBeCut = mayBeCut
    }
  }

  public let columns: [Column]
  /// Each as long as the columns.
  public private(set) var rows: [[Cell]]

  /// - Parameter rows: a short one is filled up with blanks; what is beyond the columns is left out.
  public init(_ columns: [Column], rows: [[Cell]] = []) {
    self.columns = columns
    self.rows = []
    for row in rows { append(row) }
  }

  public mutating func append(_ row: [Cell]) {
    rows.append((0..<columns.count).map { $0 < row.count ? row[$0] : .blank })
  }

  /// Without the columns, but for the first, in which no row has anything to show.
  public var withoutBlankColumns: Table {
    let kept = columns.indices.filter { index in
      index == 0 || rows.contains { !$0[index].shown.isEmpty }
    }
    return Table(kept.map { columns[$0] }, rows: rows.map { row in kept.map { row[$0] } })
  }
}
