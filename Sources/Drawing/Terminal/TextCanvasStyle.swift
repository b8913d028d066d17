/// What a terminal can show.
public struct TextCanvasStyle: Equatable, Sendable {
  /// In columns; no line is wider.
  public var width: Int
  /// In lines, as far as the panels can have it; nil: what suits the width.
  public var height: Int?
  /// Whether characters beyond ASCII may be used.
  public var isUnicode: Bool
  public var usesColour: Bool

  public init(width: Int, height: Int? = nil, isUnicode: Bool = true, usesColour: Bool = false) {
    self.width = max(width, 20)
    self.height = height
    self.isUnicode = isUnicode
    self.usesColour = usesColour
  }
}
