import Reporting
import Text

extension Table {
  /// The table in a container that scrolls where the window is too narrow. The first column names the rows. The script makes
  /// the headers sort it.
  /// - Parameters:
  ///   - caption: what the table shows, for readers who cannot see what stands above it.
  ///   - cell: the content of a cell; nil: its text.
  func html(
    caption: String, className: String = "", cell: (_ row: Int, _ column: Int) -> [HTML]? = { _, _ in nil }
  ) -> HTML {
    let header = tag(
      "thead", [:],
      tag(
        "tr", [:],
        all: columns.map { column in
          tag("th", ["scope": "col", "class": column.alignment.className], .text(column.title))
        }))
    let body = tag(
      "tbody", [:],
      all: rows.enumerated().map { row, cells in
        tag(
          "tr", [:],
          all: cells.enumerated().map { column, content in
            let content = cell(row, column) ?? [.text(content.shown)]
            let className = columns[column].alignment.className
            return column == 0
              ? tag("th", ["scope": "row", "class": className], all: content)
              : tag("td", ["class": className], all: content)
          })
      })
    return HTML.scrolling(
      caption,
      tag(
        "table", ["class": className.isEmpty ? "sortable" : "sortable \(className)"],
        tag("caption", [:], .text(caption)), header, body))
  }
}

extension TextAlignment {
  fileprivate var className: String {
    switch self {
    case .left: ""
    case .right: "n"
    }
  }
}
