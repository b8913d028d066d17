/// Splits comma-separated text into records and fields (RFC 4180). Lines end in LF, CR LF or CR. A field may be
/// enclosed in double quotes; inside them a quote is written twice, and line ends belong to the text. Empty lines are
/// skipped.
struct CSVScanner {
  struct Field: Equatable {
    /// The position of the field's bytes in the text, without the enclosing quotes.
    var bytes: Range<Int>
    var isQuoted: Bool
    /// The line on which the field begins, counted from 1.
    var line: Int
    /// The position of that line's first byte.
    var lineStart: Int
  }

  /// What is wrong with the text, and where. Line and column count from 1; columns are characters.
  struct Fault: Error {
    var line: Int
    var column: Int
    var problem: CSVProblem
  }

  private let text: UnsafeBufferPointer<UInt8>
  private var position: Int
  private var line = 1
  private var lineStart: Int

  /// The text must outlive the scanner.
  init(_ text: UnsafeBufferPointer<UInt8>) {
    self.text = text
    // A byte order mark does not belong to the first field.
    position = text.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    lineStart = position
  }

  /// Reads the next record's fields; returns false at the end of the text.
  /// - Parameter fields: replaced by the record's fields. One array for all records saves allocations.
  mutating func next(_ fields: inout [Field]) throws(Fault) -> Bool {
    fields.removeAll(keepingCapacity: true)
    while position < text.count, text[position] == lf || text[position] == cr { endLine() }
    guard position < text.count else { return false }
    while true {
      fields.append(try field())
      guard position < text.count else { return true }
      guard text[position] == comma else {
        endLine()
        return true
      }
      position += 1
    }
  }

  /// The column at which a field begins, in characters, counted from 1: for messages.
  func column(of field: Field) -> Int {
    column(at: field.bytes.lowerBound - (field.isQuoted ? 1 : 0), lineStart: field.lineStart)
  }

  /// The field's text. Each pair of quotes inside a quoted field becomes one quote.
  func string(_ field: Field) -> String {
    var bytes: [UInt8] = []
    var index = field.bytes.lowerBound
    while index < field.bytes.upperBound {
      bytes.append(text[index])
      index += field.isQuoted && text[index] == quote ? 2 : 1
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The field's text without spaces and tabs around it.
  func trimmedString(_ field: Field) -> String {
    var field = field
    field.bytes = text[field.bytes].trimmingSpaces().indices
    return string(field)
  }

  /// The field's text without spaces around it, and where it is.
  func place(of field: Field) -> CSVLabelTexts.Place {
    CSVLabelTexts.Place(text: trimmedString(field), line: field.line, column: column(of: field))
  }

  /// A fault at a field.
  func fault(_ field: Field, _ problem: CSVProblem) -> Fault {
    Fault(line: field.line, column: column(of: field), problem: problem)
  }

  private mutating func field() throws(Fault) -> Field {
    let (startLine, startOfLine) = (line, lineStart)
    guard position < text.count, text[position] == quote else {
      let start = position
      while position < text.count, text[position] != comma, text[position] != lf, text[position] != cr {
        if text[position] == quote { throw fault(.strayQuote) }
        position += 1
      }
      return Field(bytes: start..<position, isQuoted: false, line: startLine, lineStart: startOfLine)
    }
    position += 1
    let start = position
    while true {
      guard position < text.count else {
        let column = column(at: start - 1, lineStart: startOfLine)
        throw Fault(line: startLine, column: column, problem: .unterminatedQuote)
      }
      switch text[position] {
      case quote where position + 1 < text.count && text[position + 1] == quote:
        position += 2
      case quote:
        let field = Field(bytes: start..<position, isQuoted: true, line: startLine, lineStart: startOfLine)
        position += 1
        let isEnd =
          position == text.count || text[position] == comma || text[position] == lf || text[position] == cr
        if !isEnd { throw fault(.textAfterQuote) }
        return field
      case lf, cr: endLine()
      default: position += 1
      }
    }
  }

  /// Moves past the line end at the present position.
  private mutating func endLine() {
    let isPair = text[position] == cr && position + 1 < text.count && text[position + 1] == lf
    position += isPair ? 2 : 1
    line += 1
    lineStart = position
  }

  /// A fault at the present position.
  private func fault(_ problem: CSVProblem) -> Fault {
    Fault(line: line, column: column(at: position, lineStart: lineStart), problem: problem)
  }

  /// Counts characters, not bytes: bytes that continue a UTF-8 character are left out.
  private func column(at position: Int, lineStart: Int) -> Int {
    1 + text[lineStart..<position].count { $0 & 0xc0 != 0x80 }
  }
}

private let comma = UInt8(ascii: ",")
private let quote = UInt8(ascii: "\"")
private let lf = UInt8(ascii: "\n")
private let cr = UInt8(ascii: "\r")
