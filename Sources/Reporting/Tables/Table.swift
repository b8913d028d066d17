import Experiments
import Schema
import Text

/// Rows with named columns, written as aligned text, Markdown, CSV or JSON.
public struct Table: Equatable, Sendable {
  public struct Column: Equatable, Sendable {
    /// The name for machines, in snake case.
    public var key: String
    /// The name for people.
    public var title: String
    public var alignment: TextAlignment
    /// Whether the column may be made narrower to fit a terminal. True for prose, false for names and figures.
    public var mayBeCut: Bool
    /// Whether the texts are paths, which are never cut, so that they can be copied. Such a column is the last one.
    public var isPath: Bool
    /// Whether a terminal that is too narrow for the table does without the column: those of the highest rank go first, and
    /// one of rank 0 only where names could not be told apart otherwise. Nil: the column always stays.
    public var omissionRank: Int?
    /// The minimum width in columns of the terminal, with which several tables can be aligned with each other.
    public var minimumWidth: Int

    public init(
      _ key: String, title: String? = nil, _ alignment: TextAlignment = .left, mayBeCut: Bool = false,
      isPath: Bool = false, omissionRank: Int? = nil, minimumWidth: Int = 0
    ) {
      self.key = key
      self.title = (title ?? key).singleLine
      self.alignment = alignment
      self.mayBeCut = mayBeCut
      self.isPath = isPath
      self.omissionRank = omissionRank
      self.minimumWidth = minimumWidth
    }
  }

  public let columns: [Column]
  /// Each row has as many cells as there are columns.
  public private(set) var rows: [[Cell]]

  /// - Parameter rows: a short row is filled up with blank cells; cells beyond the columns are left out.
  public init(_ columns: [Column], rows: [[Cell]] = []) {
    self.columns = columns
    self.rows = []
    for row in rows { append(row) }
  }

  /// - Parameter rows: the cells of each row by the keys of their columns. A missing cell is blank.
  init(_ columns: [Column], rows: [[String: Cell]]) {
    self.init(columns, rows: rows.map { row in columns.map { row[$0.key] ?? .blank } })
  }

  public mutating func append(_ row: [Cell]) {
    rows.append((0..<columns.count).map { $0 < row.count ? row[$0] : .blank })
  }

  /// The rows of both tables with the columns of both, of which each row has its own.
  public func joined(_ other: Table) -> Table {
    let blank = columns.map { _ in Cell.blank }
    return Table(columns + other.columns, rows: rows + other.rows.map { blank + $0 })
  }

  /// The table without columns that are blank in every row. The first column stays in any case.
  public var withoutBlankColumns: Table {
    let kept = columns.indices.filter { index in
      index == 0 || rows.contains { !$0[index].shown.isEmpty }
    }
    return Table(kept.map { columns[$0] }, rows: rows.map { row in kept.map { row[$0] } })
  }
}
