import Text

/// A report for people: headings, tables and paragraphs, one below the other.
public struct Document: Equatable, Sendable {
  public enum Block: Equatable, Sendable {
    case heading(String)
    case table(Table)
    case paragraph(String)
    /// Items of a sentence or two.
    case list([String])
    /// Lines that are not wrapped.
    case code(String)
    /// A title and labelled sentences below it.
    case fields(String, [Field])
    /// A title and lines below it. They are not wrapped, so that paths can be copied.
    case lines(String, [String])
  }

  /// A labelled sentence or two.
  public struct Field: Equatable, Sendable {
    public var label: String
    public var text: String

    public init(_ label: String, _ text: String) {
      self.label = label
      self.text = text
    }
  }

  public var blocks: [Block]

  public init(_ blocks: [Block] = []) {
    self.blocks = blocks
  }

  /// The document as plain text that ends with a newline.
  public func text(_ layout: TextLayout = .plain) -> String {
    let (width, tableWidth) = (layout.width, layout.tableWidth)
    return blocks.map { layout.isUnicode ? $0 : $0.asciiSpelling }.map { block in
      switch block {
      case .heading(let text):
        // In files and pipes it stays a line, as tables stay whole.
        text.singleLine.wrapped(to: tableWidth.map { max($0, 20) } ?? .max).map { $0 + "\n" }.joined()
      case .table(let table):
        table.aligned(
          indentation: 2, width: tableWidth, usesColor: layout.usesColor, isUnicode: layout.isUnicode)
      case .paragraph(let text):
        text.singleLine.wrapped(to: max(width - 2, 20)).map { "  " + $0 + "\n" }.joined()
      case .list(let items):
        items.map { item in
          item.singleLine.wrapped(to: max(width - 4, 20)).enumerated()
            .map { ($0 == 0 ? "  - " : "    ") + $1 + "\n" }.joined()
        }.joined()
      case .fields(let title, let fields):
        "  \(title.singleLine)\n" + fields.text(width: width)
      case .lines(let title, let lines):
        ([title] + lines.map { "  " + $0 }).map { "  \($0.singleLine)\n" }.joined()
      case .code(let text): text + "\n"
      }
    }.joined(separator: "\n")
  }

  /// The document as GitHub Flavored Markdown that ends with a newline.
  public var markdown: String {
    blocks.map { block in
      switch block {
      case .heading(let text): "## \(text.markdownEscaped)\n"
      case .table(let table): table.markdown
      case .paragraph(let text): text.markdownEscaped + "\n"
      case .list(let items): items.map { "- \($0.markdownEscaped)\n" }.joined()
      case .fields(let title, let fields):
        "**\(title.markdownEscaped)**\n\n"
          + fields.map { "- \($0.label.markdownEscaped): \($0.text.markdownEscaped)\n" }.joined()
      case .code(let text): "```json\n\(text)\n```\n"
      case .lines(let title, let lines):
        title.markdownEscaped + "\n\n" + lines.map { "- \($0.markdownEscaped)\n" }.joined()
      }
    }.joined(separator: "\n")
  }
}

extension Document.Block {
  /// The block without characters beyond ASCII, apart from tables, which are spelled as they are aligned, and code.
  fileprivate var asciiSpelling: Document.Block {
    switch self {
    case .heading(let text): .heading(text.asciiSpelling)
    case .table, .code: self
    case .paragraph(let text): .paragraph(text.asciiSpelling)
    case .list(let items): .list(items.map(\.asciiSpelling))
    case .fields(let title, let fields):
      .fields(
        title.asciiSpelling, fields.map { .init($0.label.asciiSpelling, $0.text.asciiSpelling) })
    // Paths must be copied as they are.
    case .lines(let title, let lines): .lines(title.asciiSpelling, lines)
    }
  }
}

extension [Document.Field] {
  /// A line for each field, wrapped to `width` columns beside the labels.
  fileprivate func text(width: Int) -> String {
    let labels = map(\.label.displayWidth).max() ?? 0
    let margin = String(repeating: " ", count: 4)
    let indentation = margin + String(repeating: " ", count: labels + 2)
    return map { field in
      field.text.singleLine.wrapped(to: Swift.max(width - indentation.count, 20)).enumerated()
        .map { ($0 == 0 ? margin + field.label.padded(to: labels) + "  " : indentation) + $1 + "\n" }.joined()
    }.joined()
  }
}
