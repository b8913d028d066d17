/// What separates the fields of a text instead of commas.
struct CSVSeparator: Equatable {
  let symbol: String
  /// Whether numbers are written with a decimal comma.
  let hasDecimalComma: Bool

  private static let symbols = [";", "\t", "|"]

  /// Looks at the first lines of a file whose first line has no comma. Nil if nothing separates it either.
  init?(found text: UnsafeBufferPointer<UInt8>) {
    let lines = String(decoding: text.prefix(4096), as: UTF8.self)
      .split(whereSeparator: \.isNewline).prefix(2)
    guard let line = lines.first, let symbol = (Self.symbols + [" "]).first(where: { line.contains($0) })
    else { return nil }
    self.symbol = symbol
    hasDecimalComma = lines.contains { Self.parts(of: $0, symbol).contains(.decimalComma) }
  }

  /// Looks at a field between two commas. Nil unless a separator stands between numbers, as in `5;2` of `1,5;2,5`.
  init?(between field: String) {
    guard let symbol = Self.symbols.first(where: { field.contains($0) }) else { return nil }
    let parts = Self.parts(of: field[...], symbol)
    let areNumbers = parts.allSatisfy { part in
      switch part {
      case .number, .integer, .decimalComma: true
      case .empty, .notFinite, .text, .missing, .boolean: false
      }
    }
    guard areNumbers, parts.count > 1 else { return nil }
    self.symbol = symbol
    // Decimal commas have cut the numbers into these fields.
    hasDecimalComma = true
  }

  private static func parts(of line: Substring, _ symbol: String) -> [CSVNumber] {
    line.split(separator: symbol, omittingEmptySubsequences: false).map { part in
      Array(part.utf8).withUnsafeBufferPointer { CSVNumber($0[...]) }
    }
  }
}
