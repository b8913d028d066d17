import Text

extension String {
  public var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

extension [String] {
  /// `a, b and c`
  var listed: String { Text.listed(self, "and") }
}
