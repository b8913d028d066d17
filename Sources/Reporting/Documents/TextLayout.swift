/// How a document is laid out as text.
public struct TextLayout: Equatable, Sendable {
  /// The columns to which sentences are wrapped.
  public var width: Int
  /// The columns of a terminal, to which tables and headings are fitted; nil, as for files and pipes: they keep their
  /// width.
  public var tableWidth: Int?
  public var usesColor: Bool
  /// Whether characters beyond ASCII may be used.
  public var isUnicode: Bool

  public init(width: Int = 100, tableWidth: Int? = nil, usesColor: Bool = false, isUnicode: Bool = true) {
    self.width = width
    self.tableWidth = tableWidth
    self.usesColor = usesColor
    self.isUnicode = isUnicode
  }

  /// For results that go to no terminal.
  public static let plain = TextLayout()
}
