/// A place in a file, as editors and CI services jump to it.
public struct FilePlace: Equatable, Sendable {
  /// The absolute path.
  public let file: String
  /// Counted from 1, as the column.
  public let line: Int
  public let column: Int

  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }
}

/// A message, and the place in a file that it is about.
public struct LocatedMessage: Equatable, Sendable {
  /// Names the place, too, where people need it.
  public let text: String
  /// Nil if it is not about a file of the user.
  public let place: FilePlace?

  public init(_ text: String, at place: FilePlace? = nil) {
    self.text = text
    self.place = place
  }
}
